import type { Device, DeviceChoice } from '@textcam/tensor';
import { InputError } from './errors.js';

/** Opens the device that work goes on with when the first one is lost: the same choice again, else the CPU. */
export type Reopen = () => Promise<Device>;

/**
 * Opens a device for some work and closes it after, whatever happens, and those that it was replaced by. Throws InputError when there is no
 * such device.
 */
export async function withDevice<Result>(
  choice: DeviceChoice,
  work: (device: Device, reopen: Reopen) => Promise<Result>,
): Promise<Result> {
  const { openDevice } = await import('@textcam/tensor/node');
  const opened: Device[] = [];
  const open = async (wanted: DeviceChoice) => {
    const device = await openDevice(wanted);
    opened.push(device);
    return device;
  };
  const reopen = () => open(choice).catch(() => open('cpu'));
  try {
    return await work(await open(choice).catch(refuse), reopen);
  } finally {
    for (const device of opened) device.close();
  }
}

function refuse(error: unknown): never {
  if (!(error instanceof Error) || error.name !== 'DeviceError') throw error;
  throw new InputError(`--device webgpu: ${withoutCalls(error.message)}; or leave it to --device auto`, {
    cause: error,
  });
}

/** What is wrong with WebGPU, in the words of a DeviceError, without the call that it names as a way out: here that is an option. */
export function withoutCalls(message: string): string {
  return message.replace(/^webgpu: /, '').replace(/[;,]? or open 'cpu'.*$/, '');
}
