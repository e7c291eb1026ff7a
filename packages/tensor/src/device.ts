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

/** Where slices of these sizes may start when they lie in one buffer, in order, and where the last one's room ends. */
export function alignedOffsets(sizes: readonly number[]): { offsets: number[]; end: number } {
  let end = 0;
  const offsets = sizes.map((size) => {
    const offset = end;
    end += Math.ceil(size / alignment) * alignment;
    return offset;
  });
  return { offsets, end };
}

/** What a device has done since it was opened: differences between two moments tell what some work cost. */
export interface DeviceCounters {
  /** Kernels run. */
  readonly dispatches: number;
  /** Times that work was handed to the GPU; on the CPU 0, like the rest. */
  readonly submissions: number;
  readonly buffersCreated: number;
  readonly bindGroupsCreated: number;
  /** Buffers mapped for reading. */
  readonly maps: number;
}

/** What one kernel took in a profiled replay. */
export interface KernelTime {
  /** The kernel's name, with that of its tuned body behind a slash. */
  readonly name: string;
  readonly calls: number;
  /** All calls together, in milliseconds; NaN where the device has no clock of its own. */
  readonly ms: number;
}

/** Memory that recordings compute in. What is inside is the device's own business. */
export interface RecordingMemory {
  /** Recordings that use it and are not disposed of. */
  readonly users: number;
}

/** Kernels recorded once, to be run again and again on the same memory. */
export interface Recording {
  readonly memory: RecordingMemory;
  /** Runs them all. Nothing is made, nothing is read. Throws DeviceError after `dispose`. */
  replay(): void;
  /** `replay` with each kernel timed, which makes it slower: those that took longest come first. */
  profile(): Promise<KernelTime[]>;
  /** Frees what the recording holds. */
  dispose(): void;
}

/** What a device is and can do, for people and logs. */
export interface DeviceDetails {
  /** The adapter behind it; of the CPU device, the kind of bodies it runs. */
  readonly adapter: string;
  readonly features: readonly string[];
  readonly limits: Readonly<Record<string, number>>;
}

/** Everything queues in order; only `read` waits. */
export interface Device {
  readonly name: 'cpu' | 'webgpu';
  /** For people: "CPU" or the adapter's own description. */
  readonly description: string;
  readonly details: DeviceDetails;
  /** Whether it can be lost, and all that is on it, as a GPU can whose driver starts anew. */
  readonly canBeLost: boolean;
  readonly counters: DeviceCounters;
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
  /**
   * Records what `work` would run, without running it. Memory that `work` allocates belongs to the recording until it is disposed of;
   * what it frees is used again within the recording, and within others in the same `memory`, which is that of an earlier recording on
   * this device. Throws DeviceError for a write inside, or a recording inside another.
   */
  capture(work: () => void, memory?: RecordingMemory): Recording;
  /** A copy of what the slice holds once everything queued before is done. */
  read(slice: Slice): Promise<Values>;
  /** Frees everything. Any later use throws DeviceError. */
  close(): void;
}

/** Something a device cannot do: the message names the op, the shapes or sizes, and the way out. */
export class DeviceError extends Error {
  override name = 'DeviceError';
}

/** The device is gone, and what was on it with it: open another one and go on from what the host has. */
export class DeviceLostError extends DeviceError {
  override name = 'DeviceLostError';
}
