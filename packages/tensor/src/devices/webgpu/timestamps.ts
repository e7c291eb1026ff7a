import type { CountedGpu } from './counted.js';
import type { Failure } from './failure.js';
import { usage } from './flags.js';

export const clockFeature = 'timestamp-query';

// WebGPU allows 4,096 queries in a set: two for each pass.
const passesPerSet = 2048;
const bytesPerPass = 16;

/** The GPU's own clock around a number of passes. */
export class Timestamps {
  private readonly sets: GPUQuerySet[];
  private readonly resolved: GPUBuffer;
  private readonly staging: GPUBuffer;

  constructor(
    private readonly gpu: CountedGpu,
    private readonly passes: number,
  ) {
    this.sets = Array.from({ length: Math.ceil(passes / passesPerSet) }, (_, n) =>
      gpu.device.createQuerySet({ type: 'timestamp', count: 2 * this.passesOf(n) }),
    );
    const size = passes * bytesPerPass;
    this.resolved = gpu.createBuffer({ size, usage: usage.queryResolve | usage.copySource });
    this.staging = gpu.createBuffer({ size, usage: usage.mapRead | usage.copyDestination });
  }

  /** What the descriptor of pass `n` must hold. */
  around(n: number): GPUComputePassTimestampWrites {
    const first = 2 * (n % passesPerSet);
    return {
      querySet: this.sets[Math.floor(n / passesPerSet)],
      beginningOfPassWriteIndex: first,
      endOfPassWriteIndex: first + 1,
    };
  }

  /** Goes into the encoder after the last pass. */
  resolve(encoder: GPUCommandEncoder): void {
    this.sets.forEach((set, n) => {
      encoder.resolveQuerySet(set, 0, 2 * this.passesOf(n), this.resolved, n * passesPerSet * bytesPerPass);
    });
    encoder.copyBufferToBuffer(this.resolved, 0, this.staging, 0, this.passes * bytesPerPass);
  }

  /** How many milliseconds each pass took, once it is submitted and done. Only once: everything is freed. */
  async read(failure: Failure): Promise<number[]> {
    try {
      await failure.guard(() => this.gpu.map(this.staging));
      const nanoseconds = new BigUint64Array(this.staging.getMappedRange());
      // Below 0 is allowed: a clock may start anew in between.
      const took = (n: number) => Math.max(0, Number(nanoseconds[2 * n + 1] - nanoseconds[2 * n]) / 1e6);
      return Array.from({ length: this.passes }, (_, n) => took(n));
    } finally {
      for (const set of this.sets) set.destroy();
      this.resolved.destroy();
      this.staging.destroy();
    }
  }

  private passesOf(set: number): number {
    return Math.min(passesPerSet, this.passes - set * passesPerSet);
  }
}
