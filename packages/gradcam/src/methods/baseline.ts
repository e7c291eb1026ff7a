import { checkLength } from '../checks.js';

/** One number per element of `x`, from a baseline that may be one number for all. Throws RangeError for another length than that of `x`. */
export function baselineOf(op: string, baseline: number | readonly number[], x: readonly number[]): readonly number[] {
  if (typeof baseline === 'number') return new Array<number>(x.length).fill(baseline);
  checkLength(op, 'baseline', baseline, { needed: x.length, each: 'x' });
  return baseline;
}
