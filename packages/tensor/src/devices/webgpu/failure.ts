import { DeviceError, DeviceLostError } from '../../device.js';

// Milliseconds. The reason comes in the next turn of the event loop or so; without any, a read must still end.
const patience = 200;

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
    for (const reject of this.waiting) reject(error);
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
      const result = await Promise.race([work().catch((error) => this.reasonFor(error)), failed]);
      await Promise.race([Promise.all(this.checks), failed]);
      this.check();
      return result;
    } finally {
      this.waiting.delete(stop);
    }
  }

  /** Work is cut short first, and the reason comes later: `guard` takes it if it comes within this time. */
  private async reasonFor(error: unknown): Promise<never> {
    await new Promise((resolve) => setTimeout(resolve, patience));
    const why = error instanceof Error ? error.message : String(error);
    throw new DeviceError(`webgpu: a read was cut short (${why}); open another device`);
  }
}
