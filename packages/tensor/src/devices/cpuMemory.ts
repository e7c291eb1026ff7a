import { type DeviceBuffer, DeviceError, type Slice } from '../device.js';
import type { Values } from '../kernel.js';
import { LinearMemory } from '../simd/linearMemory.js';

/** A buffer of the CPU device: `address` bytes from the start of its bytes on, which may be those of all buffers. */
export interface CpuBuffer extends DeviceBuffer {
  readonly address: number;
  readonly bytes: () => ArrayBufferLike;
}

/** Where the buffers of a CPU device lie: in one memory that WebAssembly works on too, or each in one of its own. */
export interface CpuMemory {
  obtain(capacity: number): CpuBuffer;
  /** As long as this is the same object, views stay what they are: growing takes them from memory that no threads share. */
  readonly current: ArrayBufferLike | undefined;
  view(slice: Slice): Values;
}

/** Each buffer has memory of its own. Throws DeviceError when there is none left. */
export class SeparateMemory implements CpuMemory {
  readonly current = undefined;

  constructor(private readonly bytesPerElement: 4 | 8) {}

  obtain(capacity: number): CpuBuffer {
    const bytes = this.fresh(capacity * this.bytesPerElement);
    return { capacity, address: 0, bytes: () => bytes };
  }

  view({ buffer, offset, size, dtype }: Slice): Values {
    const bytes = (buffer as CpuBuffer).bytes();
    // Whole numbers keep to 4 bytes on the float64 device too.
    if (dtype === 'int32') return new Int32Array(bytes, offset * 4, size);
    const start = offset * this.bytesPerElement;
    return this.bytesPerElement === 8 ? new Float64Array(bytes, start, size) : new Float32Array(bytes, start, size);
  }

  private fresh(bytes: number): ArrayBuffer {
    try {
      return new ArrayBuffer(bytes);
    } catch {
      throw new DeviceError(
        `cpu: no memory for ${Math.ceil(bytes / 2 ** 20)} MiB; use smaller batches or fewer dimensions`,
      );
    }
  }
}

/** All buffers lie in one linear memory, which is shared wherever memory can be: then it grows without taking views along. */
export class WasmMemory implements CpuMemory {
  readonly linear = new LinearMemory({ shared: typeof SharedArrayBuffer === 'function' });
  private scratch = { address: 0, bytes: 0 };

  get current(): ArrayBufferLike {
    return this.linear.memory.buffer;
  }

  obtain(capacity: number): CpuBuffer {
    return { capacity, address: this.linear.allocate(capacity * 4), bytes: () => this.current };
  }

  view({ buffer, offset, size, dtype }: Slice): Values {
    const start = addressOf(buffer, offset);
    return dtype === 'int32' ? this.linear.integers(start, size) : this.linear.floats(start, size);
  }

  /** At least so many bytes that whatever runs next may write to, at an address of their own: kernels run one after the other. */
  scratchFor(bytes: number): number {
    if (bytes > this.scratch.bytes) this.scratch = { address: this.linear.allocate(bytes), bytes };
    return this.scratch.address;
  }
}

/** Where element `offset` of a buffer lies in its memory, in bytes; elements have four. */
export function addressOf(buffer: DeviceBuffer, offset: number): number {
  return (buffer as CpuBuffer).address + offset * 4;
}
