import type { Device, DeviceChoice } from '@textcam/tensor';

/** Opens a device for some work and closes it after, whatever happens. Throws DeviceError when there is no such device. */
export async function withDevice<Result>(
  choice: DeviceChoice,
  work: (device: Device) => Promise<Result>,
): Promise<Result> {
  const { openDevice } = await import('@textcam/tensor/node');
  const device = await openDevice(choice);
  try {
    return await work(device);
  } finally {
    device.close();
  }
}
