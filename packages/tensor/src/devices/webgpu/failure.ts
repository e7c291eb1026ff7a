import { DeviceError } from '../../device.js';

/**
 * The first thing that went wrong on a device. WebGPU reports most errors late, when the work that they spoil is queued already: from
 * then on nothing on the device can be trusted, so every use and every pending read gets this error.
 */
export class Failure {
  private error: DeviceError | undefined;
  private readonly waiting = new Set<(error: DeviceError) => void>();
  private readonly checks = new Set<Promise<void>>();

  /** Only the first counts: what comes later is mostly its consequence. */
  set(message: string): void {
    if (this.error) return;
    this.error = new DeviceError(message);
    for (const reject of this.waiting) reject(this.error);
  }

  check(): void {
    if (this.error) throw this.error;
  }

  /** Takes what an error scope will find as a failure, worded by `message`. Reads wait for it. */
  watch(scope: Promise<GPUError | null>, message: (error: GPUError) => string | Promise<string>): void {
    const check = scope
      .then(async (error) => {
        if (error) this.set(await message(error));
      })
      // A scope only rejects when the device is lost, and that is reported as such.
      .catch(() => undefined)
      .finally(() => this.checks.delete(check));
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
      const checks = [...this.checks];
      const result = await Promise.race([work(), failed]);
      await Promise.race([Promise.all(checks), failed]);
      this.check();
      return result;
    } finally {
      this.waiting.delete(stop);
    }
  }
}
