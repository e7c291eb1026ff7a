import { alignment, type DeviceBuffer, DeviceError, type Slice } from '../../device.js';
import { FreeList, sizeClass } from '../sizes.js';
import type { CountedGpu } from './counted.js';
import type { Failure } from './failure.js';
import { usage } from './flags.js';

export interface GpuBuffer extends DeviceBuffer {
  readonly memory: GPUBuffer;
}

/** A part of a buffer, in bytes. */
export interface Binding extends GPUBufferBinding {
  readonly offset: number;
  readonly size: number;
}

export const bytesPerElement = 4;

/** The memory of a device: buffers by size class, handed out again once they are given back. */
export class Memory {
  /** Buffers handed out and not yet given back, and the elements in them. */
  readonly held = { buffers: 0, elements: 0 };
  private readonly freed = new FreeList<GpuBuffer>();

  constructor(
    private readonly gpu: CountedGpu,
    private readonly failure: Failure,
  ) {}

  /** The capacity that a buffer of this size gets. Throws DeviceError when the GPU takes none so large. */
  capacityFor(size: number): number {
    const most = Math.floor(this.gpu.device.limits.maxBufferSize / bytesPerElement);
    if (size > most) {
      throw new DeviceError(
        `webgpu: ${size} elements are ${mebibytes(size)} MiB; this GPU takes at most ${mebibytes(most)} MiB in one tensor; ` +
          'use smaller batches or fewer dimensions',
      );
    }
    return Math.min(sizeClass(size), most);
  }

  obtain(capacity: number): GpuBuffer {
    const buffer =
      this.freed.take(capacity) ?? this.fresh(capacity, usage.storage | usage.copySource | usage.copyDestination);
    this.held.buffers += 1;
    this.held.elements += capacity;
    return buffer;
  }

  giveBack(buffer: GpuBuffer): void {
    this.held.buffers -= 1;
    this.held.elements -= buffer.capacity;
    this.freed.put(buffer);
  }

  /** A new buffer for any use. Reads find out when there is no memory for it. */
  fresh(capacity: number, flags: number): GpuBuffer {
    const { device } = this.gpu;
    device.pushErrorScope('out-of-memory');
    const memory = this.gpu.createBuffer({ size: capacity * bytesPerElement, usage: flags });
    this.failure.watch(
      device.popErrorScope(),
      () => `webgpu: no memory for ${mebibytes(capacity)} MiB; use smaller batches or fewer dimensions`,
    );
    return { capacity, memory };
  }

  /** The slice as what a bind group takes. Throws DeviceError where WebGPU, or this GPU, cannot. */
  bind(op: string, name: string, { buffer, offset, size }: Slice): Binding {
    const { memory } = buffer as GpuBuffer;
    // WebGPU binds no empty range: a vector's worth of elements, which nothing reads.
    if (size === 0) return { buffer: memory, offset: 0, size: 4 * bytesPerElement };
    if (offset % alignment !== 0) {
      throw new DeviceError(
        `${op}: ${name} starts at element ${offset} of its buffer; must be a multiple of ${alignment}; copy it out first`,
      );
    }
    const most = this.gpu.device.limits.maxStorageBufferBindingSize / bytesPerElement;
    if (size > most) {
      throw new DeviceError(
        `${op}: ${name} has ${size} elements, ${mebibytes(size)} MiB; this GPU binds at most ${mebibytes(most)} MiB; ` +
          'use smaller batches or fewer dimensions',
      );
    }
    return { buffer: memory, offset: offset * bytesPerElement, size: size * bytesPerElement };
  }
}

function mebibytes(elements: number): number {
  return Math.ceil((elements * bytesPerElement) / 2 ** 20);
}
