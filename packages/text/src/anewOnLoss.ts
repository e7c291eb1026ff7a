import { type Device, DeviceLostError } from '@textcam/tensor';
import type { DeviceLostEvent } from './trainEpochs.js';

export interface Devices {
  device: Device;
  /** A device to begin again on when the one in use is lost; without it, that ends the work. */
  reopen?: (() => Promise<Device>) | undefined;
}

/** Work on a device, begun anew on another one when it is lost. Returns what came of it, and the device that is left. */
export async function* anewOnLoss<Event, Result>(
  { device, reopen }: Devices,
  work: (device: Device) => AsyncGenerator<Event, Result> | Promise<Result>,
): AsyncGenerator<Event | DeviceLostEvent, { result: Result; device: Device }> {
  let current = device;
  for (;;) {
    try {
      const begun = work(current);
      return { result: 'next' in begun ? yield* begun : await begun, device: current };
    } catch (error) {
      if (!(error instanceof DeviceLostError) || !reopen) throw error;
      current = await reopen();
      yield { type: 'deviceLost', message: error.message, device: current, epoch: 0, step: 0, anew: true };
    }
  }
}
