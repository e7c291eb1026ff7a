import type { Device } from '../device.js';
import { type DeviceChoice, type OpenOptions, openDevice as openWith } from '../devices/open.js';
import { closeAtExit } from './closeAtExit.js';
import { findGpu, findRealGpu } from './driver.js';
import { nodeThreads } from './threads.js';

export { type FoundDevices, findDevices } from './findDevices.js';

export interface NodeOpenOptions extends Pick<OpenOptions, 'gpu'> {
  /** Threads that compute on the CPU device, the caller's included: as many as there are cores, eight at most, when left out. */
  threads?: number | undefined;
}

/**
 * `openDevice` for Node: WebGPU comes from the npm package `webgpu`, loaded only when it is asked for; the CPU shares recorded work among the
 * cores there are.
 *
 * 'auto' falls back to the CPU. 'webgpu' looks for a driver, in the end one in software, and throws DeviceError when there is none. On
 * Linux, call it on the main thread: the search sets variables of the environment, which native code does not see from a worker. Throws
 * DeviceError for a number of threads that is no whole number from 1 on.
 */
export async function openDevice(
  choice: DeviceChoice = 'auto',
  { gpu, threads }: NodeOpenOptions = {},
): Promise<Device> {
  const runner = nodeThreads(threads);
  if (gpu || choice === 'cpu') return openWith(choice, { gpu, runner });
  const found = choice === 'auto' ? await findRealGpu() : await findGpu();
  const device = await openWith(choice, { gpu: found, runner });
  if (device.name === 'webgpu') closeAtExit(device);
  return device;
}
