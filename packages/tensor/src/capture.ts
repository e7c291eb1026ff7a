import type { Device, KernelTime } from './device.js';
import { scope } from './scope.js';
import { Tensor } from './tensor.js';

/** Work recorded once. */
export interface Captured<T> {
  /** What the work returned. Its tensors hold the values of the latest replay, and anything before the first. */
  readonly result: T;
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
 */
export function capture<T>(device: Device, work: () => T): Captured<T> {
  let result: T | undefined;
  const {
    tensors,
    error,
    result: recording,
  } = Tensor.collect(() =>
    device.capture(() => {
      result = scope(work);
    }),
  );
  if (error) {
    for (const tensor of tensors) tensor.dispose();
    throw error.thrown;
  }
  const { replay, profile, dispose } = recording as ReturnType<Device['capture']>;
  return {
    result: result as T,
    replay,
    profile,
    dispose() {
      for (const tensor of tensors) tensor.dispose();
      dispose();
    },
  };
}
