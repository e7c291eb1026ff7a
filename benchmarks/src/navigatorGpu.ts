import { openDevice } from '@textcam/tensor/node';
import { create, globals } from 'webgpu';
import { BenchmarkError } from './errors.js';

/**
 * Gives peers made for browsers `navigator.gpu` and WebGPU's constants, on the adapter that ours takes; what comes out describes it.
 * Import peers afterwards: some look for WebGPU while they are loaded. Throws DeviceError without any adapter, BenchmarkError when the
 * two adapters differ.
 */
export async function installNavigatorGpu(): Promise<string> {
  // Opened first: where no driver is installed, this is what finds one, for the whole process.
  const device = await openDevice('webgpu');
  const { description } = device;
  device.close();
  // Held by the global object as long as the process lives: collected while a promise is pending, it would crash Node.
  const gpu = create([]);
  Object.assign(globalThis, globals);
  Object.defineProperty(globalThis, 'navigator', { value: { gpu, userAgent: `Node.js/${process.versions.node}` } });
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  const theirs = adapter?.info.description ?? 'none';
  if (theirs && theirs !== description) {
    throw new BenchmarkError(
      `webgpu: textcam's adapter is ${description}, its peers' ${theirs}; must be the same; name one driver in VK_DRIVER_FILES`,
    );
  }
  return description;
}
