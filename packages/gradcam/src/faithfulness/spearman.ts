import { checkFinite, checkLength } from '../checks.js';

/**
 * Spearman's ρ: the correlation of the ranks of two lists. 1 the same order, -1 the reverse, near 0 unrelated.
 *
 * Equal values share the average of their ranks. NaN when all values of one list are equal, or there are fewer than two: such a list orders
 * nothing.
 *
 * @throws RangeError for lengths that differ, or a number that is not finite
 * @see Spearman 1904, "The proof and measurement of association between two things"
 */
export function spearman(a: readonly number[], b: readonly number[]): number {
  checkLength('spearman', 'b', b, { needed: a.length, each: 'a' });
  checkFinite('spearman', 'a', a);
  checkFinite('spearman', 'b', b);
  const [inA, inB] = [centredRanks(a), centredRanks(b)];
  return product(inA, inB) / Math.sqrt(product(inA, inA) * product(inB, inB));
}

/** Ranks whose mean is 0; equal values share the average of theirs. */
function centredRanks(values: readonly number[]): Float64Array {
  const sorted = [...values.keys()].sort((n, m) => values[n] - values[m]);
  const ranks = new Float64Array(values.length);
  for (let first = 0; first < sorted.length; ) {
    let last = first;
    while (last + 1 < sorted.length && values[sorted[last + 1]] === values[sorted[first]]) last += 1;
    for (let n = first; n <= last; n++) ranks[sorted[n]] = (first + last) / 2 - (sorted.length - 1) / 2;
    first = last + 1;
  }
  return ranks;
}

function product(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, n) => sum + value * b[n], 0);
}
