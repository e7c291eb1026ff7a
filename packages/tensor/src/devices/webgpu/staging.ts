import { sizeClass } from '../sizes.js';
import { usage } from './flags.js';
import type { GpuBuffer, Memory } from './memory.js';

// As many reads as are commonly under way at once.
const mostIdle = 8;

/** Buffers that reads go through, used in turn. */
export class Staging {
  private readonly idle: GpuBuffer[] = [];

  constructor(private readonly memory: Memory) {}

  take(size: number): GpuBuffer {
    const capacity = sizeClass(size);
    const n = this.idle.findIndex((buffer) => buffer.capacity === capacity);
    if (n >= 0) return this.idle.splice(n, 1)[0];
    return this.memory.fresh(capacity, usage.mapRead | usage.copyDestination);
  }

  /** Keeps it for the next read. What was not used for longest is let go, so that a burst of reads leaves little behind. */
  giveBack(buffer: GpuBuffer): void {
    this.idle.push(buffer);
    if (this.idle.length > mostIdle) this.idle.shift()?.memory.destroy();
  }
}
