import type { Device } from '../device.js';
import { type DeviceChoice, type OpenOptions, openDevice as openWith } from '../devices/open.js';
import { closeAtExit } from './closeAtExit.js';
import { findGpu, findRealGpu } from './driver.js';

export { type FoundDevices, findDevices } from './findDevices.js';

/**
 * `openDevice` for Node: WebGPU comes from the npm package `webgpu`, loaded only when it is asked for.
 *
 * 'auto' falls back to the CPU. 'webgpu' looks for a driver, in the end one in software, and throws DeviceError when there is none. On
 * Linux, call it on the main thread: the search sets variables of the environment, which native code does not see from a worker.
 */
export async function openDevice(choice: DeviceChoice = 'auto', { gpu }: OpenOptions = {}): Promise<Device> {
  if (gpu || choice === 'cpu') return openWith(choice, { gpu });
  const device = await openWith(choice, { gpu: choice === 'auto' ? await findRealGpu() : await findGpu() });
  if (device.name === 'webgpu') closeAtExit(device);
  return device;
}
