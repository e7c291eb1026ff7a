import type { DeviceBuffer, RecordingMemory } from '../device.js';
import { FreeList } from './sizes.js';

/**
 * The memory of recordings that are replayed one after the other. What is allocated while recording stays here until all of them are
 * released; what is freed meanwhile is handed out again, since every replay goes through the same order, and needs nothing of the last.
 */
export class RecordedMemory<B extends DeviceBuffer> implements RecordingMemory {
  users = 0;
  private readonly freed = new FreeList<B>();
  /** Every buffer there is; true while some tensor outside the list above holds it. */
  private readonly buffers = new Map<B, boolean>();

  allocate(capacity: number, obtain: () => B): B {
    const buffer = this.freed.take(capacity, 2 * capacity) ?? obtain();
    this.buffers.set(buffer, true);
    return buffer;
  }

  /** Whether the buffer is among these, and is now kept for replays. */
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
