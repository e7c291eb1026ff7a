import type { ParamTypes, TunedBody } from '../kernel.js';

/** WGSL written out `count` times, each with its number: registers have names, no numbers. */
export function repeat(count: number, line: (n: number) => string): string {
  return Array.from({ length: count }, (_, n) => line(n)).join('\n');
}

/**
 * A body whose WGSL is written out by calls. Made in a function, so that the note below lets bundlers leave it out with the kernel.
 *
 * @__NO_SIDE_EFFECTS__
 */
export function unrolled<P extends ParamTypes>(body: () => TunedBody<P>): TunedBody<P> {
  return body();
}
