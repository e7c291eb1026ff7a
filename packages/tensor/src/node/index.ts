import type { Device } from '../device.js';
import { type DeviceChoice, type OpenOptions, openDevice as openWith } from '../devices/open.js';
import { closeAtExit } from './closeAtExit.js';
import { findGpu, findRealGpu } from './driver.js';
import { nodeThreads } from './threads.js';

export { type FoundDevices, findDevices } from './findDevices.js';

/**
 * `openDevice` for Node: WebGPU comes from the npm package `webgpu`, loaded only when it is asked for; the CPU shares recorded work among the
 * cores there are.
 *
 * 'auto' falls back to the CPU. 'webgpu' looks for a driver, in the end one in software, and throws DeviceError when there is none. On
 * Linux, call it on the main thread: the search sets variables of the environment, which native code does not see from a worker.
 */
export async function openDevice(
  choice: DeviceChoice = 'auto',
  { gpu, threads = nodeThreads() }: OpenOptions = {},
): Promise<Device> {
  if (gpu || choice === 'cpu') return openWith(choice, { gpu, threads });
  const found = choice === 'auto' ? await findRealGpu() : await findGpu();
  const device = await openWith(choice, { gpu: found, threads });
  if (device.name === 'webgpu') closeAtExit(device);
  return device;
}
