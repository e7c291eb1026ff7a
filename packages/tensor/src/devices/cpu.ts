import { type Device, type DeviceBuffer, DeviceError, type KernelTime, type Recording, type Slice } from '../device.js';
import type { Kernel, Params, ParamTypes, Values } from '../kernel.js';
import { RecordedMemory } from './recordedMemory.js';
import { FreeList, sizeClass } from './sizes.js';

interface CpuBuffer extends DeviceBuffer {
  readonly bytes: ArrayBuffer;
}

/** float64 is for tests: central differences need it. */
export type Precision = 'float32' | 'float64';

/** A kernel with what it works on, ready to run again. */
interface Command {
  readonly name: string;
  readonly run: () => void;
}

/** Runs the readable body of every kernel at once, in the caller's thread. */
export class CpuDevice implements Device {
  readonly name = 'cpu';
  readonly description: string;
  readonly details;
  readonly memory = { buffers: 0, elements: 0 };
  readonly counters = { dispatches: 0, submissions: 0, buffersCreated: 0, bindGroupsCreated: 0, maps: 0 };
  private readonly bytesPerElement: number;
  private readonly freed = new FreeList<CpuBuffer>();
  /** Memory of recordings that are not disposed of. */
  private readonly recorded = new Set<RecordedMemory<CpuBuffer>>();
  private recording: { memory: RecordedMemory<CpuBuffer>; commands: Command[] } | undefined;
  private closed = false;

  constructor({ precision = 'float32' }: { precision?: Precision } = {}) {
    this.bytesPerElement = precision === 'float64' ? 8 : 4;
    this.description = precision === 'float64' ? 'CPU, float64' : 'CPU';
    this.details = { adapter: 'plain JavaScript', features: [precision], limits: {} };
  }

  allocate(size: number): DeviceBuffer {
    if (this.closed) throw new DeviceError('cpu: the device is closed; open another one');
    const capacity = sizeClass(size);
    return this.recording
      ? this.recording.memory.allocate(capacity, () => this.obtain(capacity))
      : this.obtain(capacity);
  }

  free(buffer: DeviceBuffer): void {
    for (const memory of this.recorded) if (memory.free(buffer as CpuBuffer)) return;
    this.giveBack(buffer as CpuBuffer);
  }

  write(slice: Slice, values: ArrayLike<number>): void {
    if (this.recording) {
      throw new DeviceError('capture: a write inside; must only run kernels; write to its inputs before the replay');
    }
    this.view(slice).set(values);
  }

  run<I extends string, P extends ParamTypes, O extends string>(
    kernel: Kernel<I, P, O>,
    bindings: Readonly<Record<I | O, Slice>>,
    params: Params<P>,
  ): void {
    const views = (names: readonly (I | O)[]) =>
      Object.fromEntries(names.map((name) => [name, this.view(bindings[name])])) as Record<I | O, Values>;
    const [inputs, outputs] = [views(kernel.inputs), views(kernel.outputs)];
    const command = { name: kernel.name, run: () => kernel.cpu(inputs, outputs, params) };
    if (this.recording) this.recording.commands.push(command);
    else this.execute(command);
  }

  capture(work: () => void): Recording {
    if (this.recording) throw new DeviceError('capture: inside another one; must not be; record one after the other');
    const memory = new RecordedMemory<CpuBuffer>();
    const commands: Command[] = [];
    this.recorded.add(memory);
    this.recording = { memory, commands };
    let done = false;
    try {
      work();
      done = true;
    } finally {
      this.recording = undefined;
      if (!done) this.release(memory);
    }
    return this.replayable(memory, commands);
  }

  async read(slice: Slice): Promise<Values> {
    return this.view(slice).slice();
  }

  close(): void {
    this.closed = true;
    for (const _ of this.freed.drain());
  }

  private replayable(memory: RecordedMemory<CpuBuffer>, commands: readonly Command[]): Recording {
    const check = () => {
      if (this.closed) throw new DeviceError('cpu: the device is closed; open another one');
      if (!this.recorded.has(memory)) throw new DeviceError('replay: the recording was disposed of; record it anew');
    };
    return {
      replay: () => {
        check();
        for (const command of commands) this.execute(command);
      },
      profile: async () => {
        check();
        return timesOf(commands, (command) => this.execute(command));
      },
      dispose: () => this.release(memory),
    };
  }

  private execute({ run }: Command): void {
    this.counters.dispatches += 1;
    run();
  }

  private release(memory: RecordedMemory<CpuBuffer>): void {
    this.recorded.delete(memory);
    memory.release((buffer) => this.giveBack(buffer));
  }

  private obtain(capacity: number): CpuBuffer {
    const buffer = this.freed.take(capacity) ?? { capacity, bytes: this.freshBytes(capacity) };
    this.memory.buffers += 1;
    this.memory.elements += capacity;
    return buffer;
  }

  private giveBack(buffer: CpuBuffer): void {
    this.memory.buffers -= 1;
    this.memory.elements -= buffer.capacity;
    if (!this.closed) this.freed.put(buffer);
  }

  private freshBytes(capacity: number): ArrayBuffer {
    try {
      return new ArrayBuffer(capacity * this.bytesPerElement);
    } catch {
      const mebibytes = Math.ceil((capacity * this.bytesPerElement) / 2 ** 20);
      throw new DeviceError(`cpu: no memory for ${mebibytes} MiB; use smaller batches or fewer dimensions`);
    }
  }

  private view({ buffer, offset, size, dtype }: Slice): Values {
    if (this.closed) throw new DeviceError('cpu: the device is closed; open another one');
    const { bytes } = buffer as CpuBuffer;
    // Whole numbers keep to 4 bytes on the float64 device too.
    if (dtype === 'int32') return new Int32Array(bytes, offset * 4, size);
    const start = offset * this.bytesPerElement;
    return this.bytesPerElement === 8 ? new Float64Array(bytes, start, size) : new Float32Array(bytes, start, size);
  }
}

function timesOf(commands: readonly Command[], execute: (command: Command) => void): KernelTime[] {
  const times = new Map<string, { calls: number; ms: number }>();
  for (const command of commands) {
    const time = times.get(command.name) ?? { calls: 0, ms: 0 };
    times.set(command.name, time);
    const started = performance.now();
    execute(command);
    time.ms += performance.now() - started;
    time.calls += 1;
  }
  return [...times].map(([name, time]) => ({ name, ...time })).sort((a, b) => b.ms - a.ms);
}
