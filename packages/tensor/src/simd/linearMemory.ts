import { DeviceError } from '../device.js';
import type { WasmFunction } from './body.js';
import { moduleOf } from './module.js';

const pageBytes = 65_536;
/** Addresses are multiples of this many bytes, a line of the cache: no two threads write to one line where buffers meet. */
const alignment = 64;
/** Nothing lies at 0, where a forgotten address would point. */
const start = alignment;
/** All of it but one page: the end of the last buffer is an address too. */
const allPages = 65_535;

/** One memory for all buffers of a device and for the functions that work on them. It only grows; buffers in it stay where they are. */
export class LinearMemory {
  readonly memory: WebAssembly.Memory;
  readonly shared: boolean;
  private end = start;
  private readonly functions = new Map<WasmFunction, (...values: number[]) => void>();

  /** Reserves addresses, not memory: pages come as they are first written. */
  constructor({ shared }: { shared: boolean }) {
    this.shared = shared;
    this.memory = reserve(shared);
  }

  /** The address of `bytes` fresh bytes. Views made before may be of no use afterwards. Throws DeviceError when there is no memory left. */
  allocate(bytes: number): number {
    const address = this.end;
    const end = address + Math.ceil(bytes / alignment) * alignment;
    const missing = end - this.memory.buffer.byteLength;
    try {
      if (missing > 0) this.memory.grow(Math.ceil(missing / pageBytes));
    } catch {
      throw noMemoryFor(bytes);
    }
    this.end = end;
    return address;
  }

  floats(address: number, size: number): Float32Array {
    return new Float32Array(this.memory.buffer, address, size);
  }

  integers(address: number, size: number): Int32Array {
    return new Int32Array(this.memory.buffer, address, size);
  }

  /** The functions, ready to be called with their arguments in order; what is new among them becomes one module. */
  load(functions: readonly WasmFunction[]): ((...values: number[]) => void)[] {
    const fresh = functions.filter((one) => !this.functions.has(one));
    if (fresh.length > 0) {
      const module = new WebAssembly.Module(moduleOf(fresh, this));
      const { exports } = new WebAssembly.Instance(module, { environment: { memory: this.memory } });
      for (const one of fresh) this.functions.set(one, exports[one.name] as (...values: number[]) => void);
    }
    return functions.map((one) => this.functions.get(one) as (...values: number[]) => void);
  }
}

/** As many addresses as there may be: some systems refuse 4 GiB. */
function reserve(shared: boolean): WebAssembly.Memory {
  for (let maximum = allPages; ; maximum = Math.floor(maximum / 2)) {
    try {
      return new WebAssembly.Memory({ initial: 1, maximum, shared });
    } catch (error) {
      if (maximum === 1) throw error;
    }
  }
}

/** What is thrown when so many bytes cannot be had. */
export function noMemoryFor(bytes: number): DeviceError {
  const mebibytes = Math.ceil(bytes / 2 ** 20);
  return new DeviceError(`cpu: no memory for ${mebibytes} MiB; use smaller batches or fewer dimensions`);
}
