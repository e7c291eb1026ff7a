import { checkClasses, checkPairs } from './pairs.js';
import { rankedGroups } from './ranked.js';

/**
 * The area under the ROC curve: how often a positive example scores higher than a negative one, a tie counting half. 1 is a perfect order,
 * 0.5 no order.
 *
 * NaN when only one class occurs, since there is no pair to compare, or when a score is NaN. Throws ShapeError for unequal counts, or a
 * label that is not 0 or 1.
 *
 * @param labels 1 for positive examples, 0 for negative ones
 * @see Mann and Whitney 1947, whose U this is, divided by the number of pairs
 */
export function auc(scores: ArrayLike<number>, labels: ArrayLike<number>): number {
  checkPairs('auc', { what: 'scores', count: scores.length }, labels);
  checkClasses('auc', labels, 2);
  let negativesBelow = 0;
  let positives = 0;
  // Twice the pairs in order, so that ties stay whole numbers.
  let doubled = 0;
  for (const group of rankedGroups(scores, labels) ?? []) {
    doubled += group.positives * (2 * negativesBelow + group.negatives);
    negativesBelow += group.negatives;
    positives += group.positives;
  }
  return doubled / (2 * positives * negativesBelow);
}
