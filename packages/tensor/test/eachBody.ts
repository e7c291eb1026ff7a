import type { Kernel, ParamTypes } from '../src/kernel.js';

/** The kernel as many times as it has WGSL bodies, each time with one of them alone: first with the plain one, then with each tuned one. */
export function eachBody<I extends string, P extends ParamTypes, O extends string>(
  kernel: Kernel<I, P, O>,
): { plain: Kernel<I, P, O>; tuned: Kernel<I, P, O>[] } {
  return {
    plain: { ...kernel, tuned: [] },
    tuned: kernel.tuned.map((body) => ({ ...kernel, tuned: [body] })),
  };
}
