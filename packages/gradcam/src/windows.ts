/** A place where a filter looks: which of the seen tokens lie in it, first and last, and what it says. */
export interface Window {
  first: number;
  last: number;
  relevance: number;
}

/**
 * The windows of a branch over a text of `length` seen tokens, each cut to the tokens that are there: position t of a filter of
 * `kernelSize` with `padding` zeros on both ends covers tokens t - padding to t - padding + kernelSize - 1. A window over padding alone
 * covers no token and is left out.
 */
export function windowsOf(
  relevance: readonly number[],
  { kernelSize, padding }: { kernelSize: number; padding: number },
  length: number,
): Window[] {
  return relevance
    .map((value, t) => ({
      first: Math.max(0, t - padding),
      last: Math.min(length - 1, t - padding + kernelSize - 1),
      relevance: value,
    }))
    .filter(({ first, last }) => first <= last);
}

/** One value per token: each window's relevance in equal parts to the tokens in it, so that nothing is added or lost. */
export function shareAmongTokens(windows: readonly Window[], length: number): number[] {
  const shares = new Array<number>(length).fill(0);
  for (const { first, last, relevance } of windows) {
    for (let n = first; n <= last; n++) shares[n] += relevance / (last - first + 1);
  }
  return shares;
}

/** How many positions a branch has on a text: one at least, since beside a text shorter than the filter there are zeros. */
export function windowCount(length: number, { kernelSize, padding }: { kernelSize: number; padding: number }): number {
  return Math.max(1, length + 2 * padding - kernelSize + 1);
}
