import type { KeptScore } from './fractionSets.js';
import { checkOrder } from './order.js';

export interface Curve {
  /** The score after k steps, k = 0 … length. */
  scores: number[];
  /** The area under the scores over k / length, by trapezoids: in units of the score, whatever the length. */
  auc: number;
}

/**
 * Deletion: the score as positions are taken away, most important first. It falls early, and the area is small, when the order found
 * what the score rests on.
 *
 * @param f scores the positions kept, ascending: usually a probability. How positions are taken away is up to it
 * @param order all positions 0 … length - 1, most important first
 * @returns length + 1 scores, from all positions to none, and the area. For no positions the one score is also the area
 * @throws RangeError for an order that misses a position
 * @see Petsiuk et al. 2018, algorithm 1, https://arxiv.org/abs/1806.07421
 */
export function deletionCurve(f: KeptScore, order: readonly number[]): Curve {
  checkOrder('deletionCurve', order);
  return curveOf(deletionSets(order).map((kept) => f(kept)));
}

/**
 * Insertion: the score as positions are put in, most important first, beginning with none. It rises early, and the area is large, when
 * the order found what the score rests on.
 *
 * @param f scores the positions kept, ascending: usually a probability. How positions are left out is up to it
 * @param order all positions 0 … length - 1, most important first
 * @returns length + 1 scores, from no position to all, and the area. For no positions the one score is also the area
 * @throws RangeError for an order that misses a position
 * @see Petsiuk et al. 2018, algorithm 2, https://arxiv.org/abs/1806.07421
 */
export function insertionCurve(f: KeptScore, order: readonly number[]): Curve {
  checkOrder('insertionCurve', order);
  return curveOf(insertionSets(order).map((kept) => f(kept)));
}

/** What is kept after 0, 1, … order.length deletions, each ascending: lists to score, one by one or as a batch. */
export function deletionSets(order: readonly number[]): number[][] {
  let kept = [...order.keys()];
  const sets = [kept];
  for (const gone of order) {
    kept = kept.filter((position) => position !== gone);
    sets.push(kept);
  }
  return sets;
}

/** What is kept after 0, 1, … order.length insertions, each ascending. */
export function insertionSets(order: readonly number[]): number[][] {
  // To put the first k in is to take the others away.
  return deletionSets([...order].reverse()).reverse();
}

/** The curve through scores at these places from 0 to 1, which lie evenly when left out; at least one score. */
export function curveOf(scores: number[], places?: readonly number[]): Curve {
  const steps = scores.length - 1;
  if (steps === 0) return { scores, auc: scores[0] };
  const widthOf = (n: number) => (places ? places[n] - places[n - 1] : 1);
  const area = scores.reduce((sum, score, n) => (n === 0 ? 0 : sum + (widthOf(n) * (score + scores[n - 1])) / 2), 0);
  return { scores, auc: places ? area : area / steps };
}
