import type { DeviceBuffer } from '../device.js';
import { FreeList } from './sizes.js';

/**
 * The memory of a recording. What is allocated while recording stays its own until it is released; what is freed meanwhile is handed out
 * again, since every replay goes through the same order.
 */
export class RecordedMemory<B extends DeviceBuffer> {
  private readonly freed = new FreeList<B>();
  /** Every buffer of the recording; true while some tensor outside the list above holds it. */
  private readonly buffers = new Map<B, boolean>();

  allocate(capacity: number, obtain: () => B): B {
    const buffer = this.freed.take(capacity) ?? obtain();
    this.buffers.set(buffer, true);
    return buffer;
  }

  /** Whether the buffer was the recording's, and is now kept for its replays. */
  free(buffer: B): boolean {
    if (!this.buffers.has(buffer)) return false;
    this.buffers.set(buffer, false);
    this.freed.put(buffer);
    return true;
  }

  /** Gives up all of it: what no tensor holds goes back through `free`, the rest when its tensor does. */
  release(free: (buffer: B) => void): void {
    for (const [buffer, held] of this.buffers) if (!held) free(buffer);
    this.buffers.clear();
    for (const _ of this.freed.drain());
  }
}
