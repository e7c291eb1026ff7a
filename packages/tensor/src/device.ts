import type { Kernel, Params, ParamTypes, Values } from './kernel.js';

export type DataType = 'float32' | 'int32';

/** Memory on a device. What is inside is the device's own business. */
export interface DeviceBuffer {
  /** Elements it can hold. */
  readonly capacity: number;
}

/** `size` elements of a buffer, from element `offset` on, read as `dtype`. */
export interface Slice {
  readonly buffer: DeviceBuffer;
  readonly offset: number;
  readonly size: number;
  readonly dtype: DataType;
}

/** Offsets of slices are multiples of this many elements, as WebGPU asks of storage bindings. */
export const alignment = 64;

/** Everything queues in order; only `read` waits. */
export interface Device {
  readonly name: 'cpu' | 'webgpu';
  /** For people: "CPU" or the adapter's own description. */
  readonly description: string;
  /** Buffers handed out and not yet freed, and the elements in them. */
  readonly memory: { readonly buffers: number; readonly elements: number };
  /** Room for at least `size` elements, holding anything. */
  allocate(size: number): DeviceBuffer;
  free(buffer: DeviceBuffer): void;
  write(slice: Slice, values: ArrayLike<number>): void;
  /** Runs a kernel on slices bound by name. */
  run<I extends string, P extends ParamTypes, O extends string>(
    kernel: Kernel<I, P, O>,
    bindings: Readonly<Record<I | O, Slice>>,
    params: Params<P>,
  ): void;
  /** A copy of what the slice holds once everything queued before is done. */
  read(slice: Slice): Promise<Values>;
  /** Frees everything. Any later use throws DeviceError. */
  close(): void;
}

/** Something a device cannot do: the message names the op, the shapes or sizes, and the way out. */
export class DeviceError extends Error {
  override name = 'DeviceError';
}
