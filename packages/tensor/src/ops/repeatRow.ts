import type { Values } from '../kernel.js';

/** Repeats what stands in out from `first` up to `second` until `end`, each time twice as much at once: far faster than row by row. */
export function repeatRow(out: Values, first: number, second: number, end: number): void {
  for (let done = second; done < end; done += done - first) {
    out.copyWithin(done, first, first + Math.min(done - first, end - done));
  }
}
