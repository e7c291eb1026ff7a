import { checkFinite, checkLength } from '../checks.js';

/**
 * Kendall's τ-b: do two lists order the same things alike? 1 the same order, -1 the reverse, near 0 unrelated.
 *
 * Pairs in the same order minus pairs in the opposite one, over the geometric mean of the pairs that are not tied in each list. NaN when all
 * values of one list are equal, or there are fewer than two: such a list orders nothing. Every pair is looked at, so the time grows with
 * the square of the length: 5,000 values are 12.5 million pairs.
 *
 * @throws RangeError for lengths that differ, or a number that is not finite
 * @see Kendall 1945, "The treatment of ties in ranking problems"
 */
export function kendallTau(a: readonly number[], b: readonly number[]): number {
  checkLength('kendallTau', 'b', b, { needed: a.length, each: 'a' });
  checkFinite('kendallTau', 'a', a);
  checkFinite('kendallTau', 'b', b);
  let agreement = 0;
  let untiedInA = 0;
  let untiedInB = 0;
  for (let n = 1; n < a.length; n++) {
    for (let m = 0; m < n; m++) {
      const inA = Math.sign(a[n] - a[m]);
      const inB = Math.sign(b[n] - b[m]);
      agreement += inA * inB;
      untiedInA += inA * inA;
      untiedInB += inB * inB;
    }
  }
  return agreement / Math.sqrt(untiedInA * untiedInB);
}
