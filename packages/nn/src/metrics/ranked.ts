/** Examples that share one score. */
export interface ScoreGroup {
  score: number;
  positives: number;
  negatives: number;
}

/**
 * How many positive (label 1) and negative examples there are at each distinct score, ascending; undefined when a score is NaN, which
 * has no rank.
 */
export function rankedGroups(scores: ArrayLike<number>, labels: ArrayLike<number>): ScoreGroup[] | undefined {
  const sorted = Float64Array.from(scores).sort();
  // NaN sorts last.
  if (Number.isNaN(sorted[sorted.length - 1])) return undefined;
  const positives: number[] = [];
  for (let n = 0; n < scores.length; n++) if (labels[n] === 1) positives.push(scores[n]);
  const sortedPositives = Float64Array.from(positives).sort();
  const groups: ScoreGroup[] = [];
  let p = 0;
  for (let n = 0; n < sorted.length; ) {
    const score = sorted[n];
    const [start, firstPositive] = [n, p];
    while (n < sorted.length && sorted[n] === score) n += 1;
    while (p < sortedPositives.length && sortedPositives[p] === score) p += 1;
    groups.push({ score, positives: p - firstPositive, negatives: n - start - (p - firstPositive) });
  }
  return groups;
}
