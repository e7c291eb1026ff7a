import { type Device, DeviceError } from '../device.js';
import { browserThreads } from './browserThreads.js';
import { CpuDevice, type CpuOptions } from './cpu.js';
import { browserGpu, type Gpu, openWebGpu } from './webgpu/open.js';

/** 'auto': a real GPU through WebGPU, else the CPU. 'webgpu': any WebGPU, software too. 'cpu': the CPU. */
export type DeviceChoice = 'auto' | 'webgpu' | 'cpu';

export interface OpenOptions {
  /** Where to ask for WebGPU: navigator.gpu when left out. */
  gpu?: Gpu | undefined;
  /** What runs WebAssembly on the CPU device; in a browser threads where it has them, when left out. */
  runner?: CpuOptions['runner'];
}

/**
 * A device, ready to run. 'auto' never takes WebGPU in software, which is slower than the CPU device, and never fails.
 *
 * Throws DeviceError when 'webgpu' is asked for and there is none.
 */
export async function openDevice(
  choice: DeviceChoice = 'auto',
  { gpu = browserGpu(), runner = browserThreads() }: OpenOptions = {},
): Promise<Device> {
  if (choice === 'cpu') return new CpuDevice({ runner });
  if (choice === 'auto') {
    const device = gpu && (await openWebGpu(gpu, { software: false }).catch(() => undefined));
    return device ?? new CpuDevice({ runner });
  }
  const device = gpu && (await openWebGpu(gpu, { software: true }));
  if (device) return device;
  throw new DeviceError(
    gpu
      ? "webgpu: there is no adapter; a GPU with a current driver is needed, in a browser with hardware acceleration on; or open 'cpu'"
      : "webgpu: there is no WebGPU here; a current browser has it, Node through openDevice of @textcam/tensor/node; or open 'cpu'",
  );
}
