import { type DeviceBuffer, DeviceError } from '../device.js';
import { RecordedMemory } from './recordedMemory.js';

/** Commands that were recorded, and the memory that they work on. */
export interface Recorded<B extends DeviceBuffer, C> {
  readonly commands: readonly C[];
  readonly memory: RecordedMemory<B>;
  /** Throws DeviceError once `release` was called. */
  check(): void;
  /** Gives the memory up, which goes back with the last recording in it. Twice is once. */
  release(): void;
}

/** What a device keeps of its recordings, whatever its commands are: the one that is being made, and the memory of those that live. */
export class Recordings<B extends DeviceBuffer, C> {
  private readonly living = new Set<RecordedMemory<B>>();
  private current: { memory: RecordedMemory<B>; commands: C[] } | undefined;

  /** @param giveBack takes a buffer that no recording holds any more */
  constructor(private readonly giveBack: (buffer: B) => void) {}

  /** A buffer of the recording that is being made, or an ordinary one. */
  allocate(capacity: number, obtain: () => B): B {
    return this.current ? this.current.memory.allocate(capacity, obtain) : obtain();
  }

  free(buffer: B): void {
    for (const memory of this.living) if (memory.free(buffer)) return;
    this.giveBack(buffer);
  }

  /** Throws DeviceError while a recording is being made. */
  refuseWrite(): void {
    if (!this.current) return;
    throw new DeviceError('capture: a write inside; must only run kernels; write to its inputs before the replay');
  }

  /** Whether a recording is being made, which has the command then. */
  take(command: C): boolean {
    this.current?.commands.push(command);
    return this.current !== undefined;
  }

  /**
   * What `work` gives to `take`.
   *
   * @param memory that of an earlier recording, or fresh
   * @throws DeviceError inside another recording; what `work` throws passes through, with nothing kept
   */
  record(work: () => void, memory = new RecordedMemory<B>()): Recorded<B, C> {
    if (this.current) throw new DeviceError('capture: inside another one; must not be; record one after the other');
    const commands: C[] = [];
    const hold = this.hold(memory);
    this.current = { memory, commands };
    let done = false;
    try {
      work();
      done = true;
    } finally {
      this.current = undefined;
      if (!done) hold.release();
    }
    return { commands, memory, ...hold };
  }

  private hold(memory: RecordedMemory<B>): Pick<Recorded<B, C>, 'check' | 'release'> {
    let held = true;
    memory.users += 1;
    this.living.add(memory);
    return {
      check() {
        if (!held) throw new DeviceError('replay: the recording was disposed of; record it anew');
      },
      release: () => {
        if (!held) return;
        held = false;
        memory.users -= 1;
        if (memory.users > 0) return;
        this.living.delete(memory);
        memory.release(this.giveBack);
      },
    };
  }
}
