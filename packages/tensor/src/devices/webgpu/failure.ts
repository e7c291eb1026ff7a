import { DeviceError, DeviceLostError } from '../../device.js';

/**
 * The first thing that went wrong on a device. WebGPU reports most errors late, when the work that they spoil is queued already: from
 * then on nothing on the device can be trusted, so every use and every pending read gets this error.
 */
export class Failure {
  private error: DeviceError | undefined;
  private readonly waiting = new Set<(error: DeviceError) => void>();
  private readonly checks = new Set<Promise<unknown>>();

  /** Only the first counts: what comes later is mostly its consequence. */
  set(message: string): void {
    this.fail(new DeviceError(message));
  }

  /** The device is gone. */
  lose(message: string): void {
    this.fail(new DeviceLostError(message));
  }

  private fail(error: DeviceError): void {
    if (this.error) return;
    this.error = error;
    for (const reject of this.waiting) reject(this.error);
  }

  check(): void {
    if (this.error) throw this.error;
  }

  /** Takes what an error scope will find as a failure, worded by `message`. Reads wait for it. */
  watch(scope: Promise<GPUError | null>, message: (error: GPUError) => string | Promise<string>): void {
    // A scope only rejects when the device is lost, and that is reported as such.
    this.wait(scope.then(async (error) => error && this.set(await message(error))).catch(() => undefined));
  }

  /** An error that no scope caught: often only the consequence of one, which says more, so the scopes speak first. */
  setAfterScopes(message: string): void {
    this.wait(Promise.all(this.checks).then(() => this.set(message)));
  }

  private wait(work: Promise<unknown>): void {
    const check = work.finally(() => this.checks.delete(check));
    this.checks.add(check);
  }

  /** What the work comes to, or this failure, if it comes first or from anything queued so far. */
  async guard<T>(work: () => Promise<T>): Promise<T> {
    this.check();
    let stop = (_: DeviceError) => {};
    const failed = new Promise<never>((_, reject) => {
      stop = reject;
    });
    this.waiting.add(stop);
    try {
      const result = await Promise.race([work(), failed]);
      await Promise.race([Promise.all(this.checks), failed]);
      this.check();
      return result;
    } finally {
      this.waiting.delete(stop);
    }
  }
}
