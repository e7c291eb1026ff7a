import { DeviceError } from '../../device.js';
import { WebGpuDevice } from './device.js';
import { checkLimits, limitsOf } from './limits.js';
import { isSoftware } from './software.js';
import { clockFeature } from './timestamps.js';

/** The entry to WebGPU: navigator.gpu, or what stands for it outside a browser. */
export type Gpu = GPU;

/** The browser's own entry to WebGPU, in a page or a worker; undefined where there is none. */
export function browserGpu(): Gpu | undefined {
  return globalThis.navigator?.gpu;
}

/**
 * A device on the fastest adapter there is; undefined when there is none, or only software and that is not wanted.
 *
 * Throws DeviceError when the driver fails, or the adapter is below what our kernels need.
 */
export async function openWebGpu(gpu: Gpu, { software }: { software: boolean }): Promise<WebGpuDevice | undefined> {
  try {
    const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
    if (!adapter || (!software && isSoftware(adapter.info))) return undefined;
    const description = describe(adapter);
    // All that the adapter grants: kernels then adapt to what there is.
    const requiredLimits = limitsOf(adapter.limits);
    checkLimits(description, requiredLimits);
    const requiredFeatures: GPUFeatureName[] = adapter.features.has(clockFeature) ? [clockFeature] : [];
    return new WebGpuDevice(await adapter.requestDevice({ requiredLimits, requiredFeatures }), description);
  } catch (error) {
    if (error instanceof DeviceError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new DeviceError(`webgpu: the driver gave no device (${why}); try again, or open 'cpu', which needs no GPU`);
  }
}

function describe({ info }: GPUAdapter): string {
  return info.description || [info.vendor, info.architecture].filter(Boolean).join(' ') || 'WebGPU';
}
