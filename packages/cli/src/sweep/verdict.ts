import type { SweptCandidate } from '@textcam/gradcam';

/**
 * Which of the candidates, the best first, is the best by its mean AUC, and whether it is so by more than the seeds make: by more than two
 * standard errors of the difference of the two means.
 */
export function verdictOf(candidates: readonly SweptCandidate[]): string {
  const ranked = candidates.filter(({ auc }) => auc.mean !== null);
  if (ranked.length === 0) return 'No run has an AUC yet.';
  const [best, next] = ranked;
  const mean = best.auc.mean as number;
  if (next === undefined) return `Its mean AUC is ${mean.toFixed(4)}; there is nothing to compare it with.`;
  const ahead = mean - (next.auc.mean as number);
  const lead = `The best mean AUC is ${mean.toFixed(4)}, of ${best.label}; the next one is ${ahead.toFixed(4)} below.`;
  const error = standardErrorOfDifference(best, next);
  if (error === null) return `${lead} With one seed it cannot be told whether that is more than the seeds make.`;
  const share = `the standard error of the difference is ${error.toFixed(4)}`;
  return ahead > 2 * error
    ? `${lead} That is more than the seeds make: ${share}.`
    : `${lead} That is within what the seeds make: ${share}.`;
}

/** Of two means over seeds, each with its own deviation; null where one of them has too few. */
function standardErrorOfDifference(...pair: [SweptCandidate, SweptCandidate]): number | null {
  const squares = pair.map(({ auc: { deviation }, aucs }) =>
    deviation === null ? Number.NaN : deviation ** 2 / aucs.filter((value) => value !== null).length,
  );
  const error = Math.sqrt(squares[0] + squares[1]);
  return Number.isNaN(error) ? null : error;
}
