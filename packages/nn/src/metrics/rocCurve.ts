import { checkClasses, checkPairs } from './pairs.js';
import { rankedGroups } from './ranked.js';

export interface RocPoint {
  /** Examples with at least this score are called positive; Infinity at the first point, where none is. */
  threshold: number;
  /** Share of the negative examples that are called positive. */
  falsePositiveRate: number;
  /** Share of the positive examples that are called positive. */
  truePositiveRate: number;
}

/**
 * The receiver operating characteristic: one point for each distinct score, the largest first, after a point at (0, 0); the last lies at
 * (1, 1). Examples with equal scores move together.
 *
 * Empty when only one class occurs, or a score is NaN: there is no curve. Throws ShapeError for unequal counts, or a label that is not 0 or 1.
 *
 * @param labels 1 for positive examples, 0 for negative ones
 */
export function rocCurve(scores: ArrayLike<number>, labels: ArrayLike<number>): RocPoint[] {
  checkPairs('rocCurve', { what: 'scores', count: scores.length }, labels);
  checkClasses('rocCurve', labels, 2);
  const groups = rankedGroups(scores, labels) ?? [];
  const positives = groups.reduce((sum, group) => sum + group.positives, 0);
  const negatives = groups.reduce((sum, group) => sum + group.negatives, 0);
  if (positives === 0 || negatives === 0) return [];
  const points: RocPoint[] = [{ threshold: Number.POSITIVE_INFINITY, falsePositiveRate: 0, truePositiveRate: 0 }];
  let truePositives = 0;
  let falsePositives = 0;
  for (const group of groups.reverse()) {
    truePositives += group.positives;
    falsePositives += group.negatives;
    points.push({
      threshold: group.score,
      falsePositiveRate: falsePositives / negatives,
      truePositiveRate: truePositives / positives,
    });
  }
  return points;
}
