import fc from 'fast-check';
import { expect } from 'vitest';
import type { Takes, WasmFunction } from '../src/simd/body.js';
import { LinearMemory } from '../src/simd/linearMemory.js';

const guard = 12345;
const guards = 16;

/** A linear memory to try functions in: behind each array stand numbers that nobody may touch. */
export class TryMemory extends LinearMemory {
  private readonly sizes = new Map<number, number>();

  constructor() {
    super({ shared: false });
  }

  putFloats(values: ArrayLike<number>): number {
    const address = this.output(values.length);
    this.floats(address, values.length).set(values);
    return address;
  }

  putIntegers(values: ArrayLike<number>): number {
    const address = this.output(values.length);
    this.integers(address, values.length).set(values);
    return address;
  }

  /** Room for `size` floats, NaN until they are written. */
  output(size: number): number {
    const address = this.allocate((size + guards) * 4);
    this.sizes.set(address, size);
    this.floats(address, size).fill(Number.NaN);
    this.floats(address + size * 4, guards).fill(guard);
    return address;
  }

  /** Runs a function with arguments by name. */
  call<T extends Takes>(one: WasmFunction<T>, values: { readonly [name in keyof T]: number }): void {
    this.load([one])[0](...Object.keys(one.takes).map((name) => values[name]));
  }

  /** What is in an array. Fails when something was written behind it. */
  take(address: number): number[] {
    const size = this.sizes.get(address) as number;
    expect([...this.floats(address + size * 4, guards)], 'behind the array').toEqual(new Array(guards).fill(guard));
    return [...this.floats(address, size)];
  }
}

/** One memory for all runs of a property: a fresh one reserves 4 GiB of addresses each time. */
export const memory = new TryMemory();

/** Numbers that need rounding at every step, the same for the same seed. */
export function numbers(count: number, seed = 1): Float32Array {
  let state = seed;
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return state / 2 ** 31;
  });
}

/** `call` on [0, units), cut anywhere into ranges that are run in any order: what threads do. */
export function inRanges(
  units: number,
  cuts: readonly number[],
  call: (range: { first: number; last: number }) => void,
) {
  const edges = [0, ...cuts.map((cut) => Math.floor(cut * units)).sort((a, b) => a - b), units];
  for (let n = edges.length - 1; n > 0; n--) if (edges[n - 1] < edges[n]) call({ first: edges[n - 1], last: edges[n] });
}

/** Where to cut: up to three places from 0 to 1. */
export const anyCuts = fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { maxLength: 3 });

/** Σ a(k) · b(k) in float32, in the order of k, from `start` on. */
export function rounded(count: number, a: (k: number) => number, b: (k: number) => number, start = 0): number {
  let total = start;
  for (let k = 0; k < count; k++) total = Math.fround(total + Math.fround(a(k) * b(k)));
  return total;
}
