import type { DeviceBuffer, Slice } from '../device.js';
import type { Values } from '../kernel.js';
import { LinearMemory, noMemoryFor } from '../simd/linearMemory.js';

/** Where the buffers of a CPU device lie: in one memory that WebAssembly works on too, or each in one of its own. */
export interface CpuMemory {
  /** Throws DeviceError when there is no memory left. */
  obtain(capacity: number): DeviceBuffer;
  /** As long as this is the same object, views stay what they are: growing takes them from memory that no threads share. */
  readonly current: ArrayBufferLike | undefined;
  view(slice: Slice): Values;
}

interface SeparateBuffer extends DeviceBuffer {
  readonly bytes: ArrayBuffer;
}

/** Each buffer has memory of its own. */
export class SeparateMemory implements CpuMemory {
  readonly current = undefined;

  constructor(private readonly bytesPerElement: 4 | 8) {}

  obtain(capacity: number): SeparateBuffer {
    const bytes = capacity * this.bytesPerElement;
    try {
      return { capacity, bytes: new ArrayBuffer(bytes) };
    } catch {
      throw noMemoryFor(bytes);
    }
  }

  view({ buffer, offset, size, dtype }: Slice): Values {
    const { bytes } = buffer as SeparateBuffer;
    // Whole numbers keep to 4 bytes on the float64 device too.
    if (dtype === 'int32') return new Int32Array(bytes, offset * 4, size);
    const start = offset * this.bytesPerElement;
    return this.bytesPerElement === 8 ? new Float64Array(bytes, start, size) : new Float32Array(bytes, start, size);
  }
}

interface WasmBuffer extends DeviceBuffer {
  readonly address: number;
}

/** All buffers lie in one linear memory, which is shared wherever memory can be: then it grows without taking views along. */
export class WasmMemory implements CpuMemory {
  readonly linear = new LinearMemory({ shared: typeof SharedArrayBuffer === 'function' });

  get current(): ArrayBufferLike {
    return this.linear.memory.buffer;
  }

  obtain(capacity: number): WasmBuffer {
    return { capacity, address: this.linear.allocate(capacity * 4) };
  }

  view(slice: Slice): Values {
    const address = this.addressOf(slice);
    return slice.dtype === 'int32'
      ? this.linear.integers(address, slice.size)
      : this.linear.floats(address, slice.size);
  }

  /** Where the slice lies in the memory, in bytes; elements have four. */
  addressOf({ buffer, offset }: Slice): number {
    return (buffer as WasmBuffer).address + offset * 4;
  }

  /** Bytes that are nobody's for long, each time as many as are asked for at least. What was handed out before stays where it is. */
  block(): (bytes: number) => number {
    let [address, length] = [0, 0];
    return (bytes) => {
      if (bytes > length) [address, length] = [this.linear.allocate(bytes), bytes];
      return address;
    };
  }
}
