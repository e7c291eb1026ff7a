import { DeviceError } from '../../device.js';
import { WebGpuDevice } from './device.js';

/** The entry to WebGPU: navigator.gpu, or what stands for it outside a browser. */
export type Gpu = GPU;

/** The browser's own entry to WebGPU, in a page or a worker; undefined where there is none. */
export function browserGpu(): Gpu | undefined {
  return globalThis.navigator?.gpu;
}

/**
 * A device on the fastest adapter there is; undefined when there is none, or only software and that is not wanted.
 *
 * Throws DeviceError when the driver fails.
 */
export async function openWebGpu(gpu: Gpu, { software }: { software: boolean }): Promise<WebGpuDevice | undefined> {
  try {
    const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
    if (!adapter || (!software && isSoftware(adapter))) return undefined;
    const requiredLimits = limitsOf(adapter);
    const requiredFeatures: GPUFeatureName[] = adapter.features.has('timestamp-query') ? ['timestamp-query'] : [];
    return new WebGpuDevice(await adapter.requestDevice({ requiredLimits, requiredFeatures }), describe(adapter));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new DeviceError(`webgpu: the driver gave no device (${why}); try again, or open 'cpu', which needs no GPU`);
  }
}

// Names too: not every browser tells isFallbackAdapter.
function isSoftware({ info }: GPUAdapter): boolean {
  const names = `${info.vendor} ${info.architecture} ${info.device} ${info.description}`;
  return info.isFallbackAdapter || /swiftshader|llvmpipe|lavapipe|basic render/i.test(names);
}

function describe({ info }: GPUAdapter): string {
  return info.description || [info.vendor, info.architecture].filter(Boolean).join(' ') || 'WebGPU';
}

/** Of what the adapter grants, all that bounds compute work. */
function limitsOf({ limits }: GPUAdapter): Record<string, number> {
  const {
    maxBufferSize,
    maxStorageBufferBindingSize,
    maxStorageBuffersPerShaderStage,
    maxComputeWorkgroupStorageSize,
    maxComputeInvocationsPerWorkgroup,
    maxComputeWorkgroupSizeX,
    maxComputeWorkgroupSizeY,
    maxComputeWorkgroupsPerDimension,
  } = limits;
  return {
    maxBufferSize,
    maxStorageBufferBindingSize,
    maxStorageBuffersPerShaderStage,
    maxComputeWorkgroupStorageSize,
    maxComputeInvocationsPerWorkgroup,
    maxComputeWorkgroupSizeX,
    maxComputeWorkgroupSizeY,
    maxComputeWorkgroupsPerDimension,
  };
}
