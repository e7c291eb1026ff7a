import { type Device, type DeviceBuffer, DeviceError, type Recording, type Slice } from '../device.js';
import type { Kernel, Params, ParamTypes, Values } from '../kernel.js';
import { kernelTimes } from './kernelTimes.js';
import { Recordings } from './recordings.js';
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
  private readonly recordings = new Recordings<CpuBuffer, Command>((buffer) => this.giveBack(buffer));
  private closed = false;

  constructor({ precision = 'float32' }: { precision?: Precision } = {}) {
    this.bytesPerElement = precision === 'float64' ? 8 : 4;
    this.description = precision === 'float64' ? 'CPU, float64' : 'CPU';
    this.details = { adapter: 'plain JavaScript', features: [precision], limits: {} };
  }

  allocate(size: number): DeviceBuffer {
    if (this.closed) throw new DeviceError('cpu: the device is closed; open another one');
    const capacity = sizeClass(size);
    return this.recordings.allocate(capacity, () => this.obtain(capacity));
  }

  free(buffer: DeviceBuffer): void {
    this.recordings.free(buffer as CpuBuffer);
  }

  write(slice: Slice, values: ArrayLike<number>): void {
    this.recordings.refuseWrite();
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
    if (!this.recordings.take(command)) this.execute(command);
  }

  capture(work: () => void): Recording {
    const { commands, check, release } = this.recordings.record(work);
    const prepare = () => {
      if (this.closed) throw new DeviceError('cpu: the device is closed; open another one');
      check();
    };
    return {
      replay: () => {
        prepare();
        for (const command of commands) this.execute(command);
      },
      profile: async () => {
        prepare();
        return kernelTimes(
          commands.map(({ name }) => name),
          commands.map((command) => this.timed(command)),
        );
      },
      dispose: release,
    };
  }

  async read(slice: Slice): Promise<Values> {
    return this.view(slice).slice();
  }

  close(): void {
    this.closed = true;
    for (const _ of this.freed.drain());
  }

  private execute({ run }: Command): void {
    this.counters.dispatches += 1;
    run();
  }

  private timed(command: Command): number {
    const started = performance.now();
    this.execute(command);
    return performance.now() - started;
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
