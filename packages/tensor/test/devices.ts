import { CpuDevice, type Device, DeviceError } from '../src/index.js';
import { openDevice } from '../src/node/index.js';

/** Every device that a test should hold on: the CPU with SIMD and without, and WebGPU where an adapter is found, software included. */
export const devices: readonly Device[] = [new CpuDevice(), new CpuDevice({ simd: false }), ...(await webGpu())];

async function webGpu(): Promise<Device[]> {
  try {
    return [await openDevice('webgpu')];
  } catch (error) {
    // CI sets this, so that a missing driver never passes for a passed test.
    if (!(error instanceof DeviceError) || process.env.TEXTCAM_REQUIRE_WEBGPU === '1') throw error;
    console.warn(`WebGPU tests are skipped. ${error.message}`);
    return [];
  }
}

/** Another device of the same kind that nothing else uses, for tests that count what is left on it. */
export function anotherOf({ name }: Device): Promise<Device> {
  return openDevice(name);
}
