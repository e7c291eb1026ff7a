import { type Device, type DeviceBuffer, DeviceError, type Slice } from '../device.js';
import type { Kernel, Params, ParamTypes, Values } from '../kernel.js';
import { FreeList, sizeClass } from './sizes.js';

interface CpuBuffer extends DeviceBuffer {
  readonly bytes: ArrayBuffer;
}

/** float64 is for tests: central differences need it. */
export type Precision = 'float32' | 'float64';

/** Runs the readable body of every kernel at once, in the caller's thread. */
export class CpuDevice implements Device {
  readonly name = 'cpu';
  readonly description: string;
  readonly memory = { buffers: 0, elements: 0 };
  private readonly bytesPerElement: number;
  private readonly freed = new FreeList<CpuBuffer>();
  private closed = false;

  constructor({ precision = 'float32' }: { precision?: Precision } = {}) {
    this.bytesPerElement = precision === 'float64' ? 8 : 4;
    this.description = precision === 'float64' ? 'CPU, float64' : 'CPU';
  }

  allocate(size: number): DeviceBuffer {
    if (this.closed) throw new DeviceError('cpu: the device is closed; open another one');
    const capacity = sizeClass(size);
    const buffer = this.freed.take(capacity) ?? { capacity, bytes: this.freshBytes(capacity) };
    this.memory.buffers += 1;
    this.memory.elements += capacity;
    return buffer;
  }

  free(buffer: DeviceBuffer): void {
    this.memory.buffers -= 1;
    this.memory.elements -= buffer.capacity;
    if (!this.closed) this.freed.put(buffer as CpuBuffer);
  }

  write(slice: Slice, values: ArrayLike<number>): void {
    this.view(slice).set(values);
  }

  run<I extends string, P extends ParamTypes, O extends string>(
    kernel: Kernel<I, P, O>,
    bindings: Readonly<Record<I | O, Slice>>,
    params: Params<P>,
  ): void {
    const views = (names: readonly (I | O)[]) =>
      Object.fromEntries(names.map((name) => [name, this.view(bindings[name])])) as Record<I | O, Values>;
    kernel.cpu(views(kernel.inputs), views(kernel.outputs), params);
  }

  async read(slice: Slice): Promise<Values> {
    return this.view(slice).slice();
  }

  close(): void {
    this.closed = true;
    for (const _ of this.freed.drain());
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
    const start = offset * this.bytesPerElement;
    if (dtype === 'int32') return new Int32Array(bytes, start, size);
    return this.bytesPerElement === 8 ? new Float64Array(bytes, start, size) : new Float32Array(bytes, start, size);
  }
}
