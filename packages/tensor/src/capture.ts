import type { Device, KernelTime, Recording, RecordingMemory } from './device.js';
import { scope } from './scope.js';
import { Tensor } from './tensor.js';

/** Work recorded once. */
export interface Captured<T> {
  /** What the work returned. Its tensors hold the values of the latest replay, and anything before the first. */
  readonly result: T;
  /** What the work computes in, for others to share. */
  readonly memory: RecordingMemory;
  /** Runs the work again, on what its inputs hold now: on a GPU one submission, with nothing made and nothing read. */
  replay(): void;
  /** `replay` with each kernel timed, slower for it: those that took longest come first. */
  profile(): Promise<KernelTime[]>;
  /** Frees the result and all memory that the work used. */
  dispose(): void;
}

/**
 * Records the kernels that some work runs, to replay them with new inputs. Nothing runs while it is recorded.
 *
 * Inputs are tensors made outside: write to them between replays. Whatever the host computes inside is part of the recording as it was:
 * shapes, params and random numbers do not change. Tensors made inside are freed as in `scope`, but for the result. Inputs must live as
 * long as the recording. Throws DeviceError when the work writes to a tensor, which includes Tensor.from, or records itself.
 *
 * @param memory that of an earlier recording on the device, to compute in too: recordings of many sizes then take hardly more than that of the
 * largest. A result holds its values until another of them is replayed.
 */
export function capture<T>(device: Device, work: () => T, memory?: RecordingMemory): Captured<T> {
  let result: T | undefined;
  const {
    tensors,
    error,
    result: recording,
  } = Tensor.collect(() =>
    device.capture(() => {
      result = scope(work);
    }, memory),
  );
  if (error) {
    for (const tensor of tensors) tensor.dispose();
    throw error.thrown;
  }
  const { dispose, ...rest } = recording as Recording;
  return {
    result: result as T,
    ...rest,
    dispose() {
      for (const tensor of tensors) tensor.dispose();
      dispose();
    },
  };
}
