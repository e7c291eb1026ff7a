import { type KeptScore, standardFractions } from './fractionSets.js';

/**
 * Area over the perturbation curve: the plain mean of comprehensiveness or sufficiency over several fractions.
 *
 * ERASER's code divides by the number of fractions, as here; its text divides by one more.
 *
 * @param metric `comprehensiveness` or `sufficiency`
 * @param order all positions 0 … length - 1, most important first
 * @param fractions 1, 5, 10, 20 and 50 % when left out
 * @returns a difference of scores
 * @throws RangeError without fractions, and what the metric throws
 * @see DeYoung et al. 2020, section 4.2, https://arxiv.org/abs/1911.03429
 */
export function aopc(
  metric: (f: KeptScore, order: readonly number[], fraction: number) => number,
  f: KeptScore,
  order: readonly number[],
  fractions: readonly number[] = standardFractions,
): number {
  if (fractions.length === 0) throw new RangeError('aopc: no fractions; must be at least one; leave them out for ours');
  return fractions.reduce((sum, fraction) => sum + metric(f, order, fraction), 0) / fractions.length;
}
