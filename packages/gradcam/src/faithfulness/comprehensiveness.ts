import { fractionSets, type KeptScore } from './fractionSets.js';
import { checkOrder } from './order.js';

/**
 * Comprehensiveness: how much score is lost without the most important positions.
 *
 * The score of all positions minus that of all but the top max(1, ⌈fraction · length⌉). High when the order found what the score rests on.
 *
 * @param f scores the positions kept, ascending: usually a probability. How positions are taken away is up to it
 * @param order all positions 0 … length - 1, most important first
 * @param fraction of the positions, above 0 and at most 1
 * @returns a difference of scores; 0 for no positions
 * @throws RangeError for an order that misses a position or a fraction outside (0, 1]
 * @see DeYoung et al. 2020, section 4.2, https://arxiv.org/abs/1911.03429
 */
export function comprehensiveness(f: KeptScore, order: readonly number[], fraction: number): number {
  checkOrder('comprehensiveness', order);
  const { all, without } = fractionSets('comprehensiveness', order, fraction);
  return f(all) - f(without);
}
