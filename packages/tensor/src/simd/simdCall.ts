import type { Takes, WasmFunction } from './body.js';

/** What the device gives a function beside its arguments: which of the units, and memory of the thread's own. Always the last, in this order. */
const given = ['first', 'last', 'workspace'];

/** One function over `units`, in ranges of `grain` that may run side by side. */
export interface SimdCall {
  readonly function: WasmFunction;
  /** In the function's order, without what the device gives. */
  readonly values: readonly number[];
  readonly units: number;
  readonly grain: number;
}

/** A call with arguments by name: addresses in bytes, and numbers. */
export function simdCall<T extends Takes>(
  one: WasmFunction<T>,
  values: { readonly [name in Exclude<keyof T, 'first' | 'last' | 'workspace'>]: number },
  units: number,
  grain: number,
): SimdCall {
  const names = Object.keys(one.takes).filter((name) => !given.includes(name));
  return { function: one, values: names.map((name) => values[name as keyof typeof values]), units, grain };
}
