import { DeviceError } from '../../device.js';

/** The limits that matter here, and the least that kernels need of each: what WebGPU promises everywhere but in compatibility mode. */
const least = {
  maxBufferSize: 268_435_456,
  maxStorageBufferBindingSize: 134_217_728,
  maxStorageBuffersPerShaderStage: 8,
  maxComputeWorkgroupStorageSize: 16_384,
  maxComputeInvocationsPerWorkgroup: 256,
  maxComputeWorkgroupSizeX: 256,
  maxComputeWorkgroupSizeY: 256,
  maxComputeWorkgroupsPerDimension: 65_535,
} as const;

type Limits = Record<keyof typeof least, number>;

const names = Object.keys(least) as (keyof typeof least)[];

/** The limits that matter here, of an adapter or a device. */
export function limitsOf(limits: GPUSupportedLimits): Limits {
  return Object.fromEntries(names.map((name) => [name, limits[name]])) as Limits;
}

/** Throws DeviceError when the adapter cannot run our kernels. */
export function checkLimits(adapter: string, limits: Limits): void {
  for (const name of names) {
    if (limits[name] >= least[name]) continue;
    throw new DeviceError(
      `webgpu: ${name} of the adapter ${adapter} is ${limits[name]}; must be at least ${least[name]}; update its driver, or open 'cpu'`,
    );
  }
}
