/** A place where a filter looks: which of the ids lie in it, first and last, and what it says. */
export interface Window {
  first: number;
  last: number;
  relevance: number;
}

/**
 * The windows of a branch over a text of `length` ids, each cut to the ids that are there: position t of a filter of `kernelSize` with
 * `padding` zeros on both ends covers ids t - padding to t - padding + kernelSize - 1. A window over padding alone covers none and is left
 * out; so is one over the gap between words and n-grams alone.
 *
 * @param firsts the first word of each id, below 0 for an id in the gap, where there is one; no window reaches over all of it
 */
export function windowsOf(
  relevance: readonly number[],
  { kernelSize, padding }: { kernelSize: number; padding: number },
  length: number,
  firsts?: ArrayLike<number>,
): Window[] {
  const windows: Window[] = [];
  relevance.forEach((value, t) => {
    let first = Math.max(0, t - padding);
    let last = Math.min(length - 1, t - padding + kernelSize - 1);
    while (firsts && first <= last && firsts[first] < 0) first++;
    while (firsts && first <= last && firsts[last] < 0) last--;
    if (first <= last) windows.push({ first, last, relevance: value });
  });
  return windows;
}

/** One value per id: each window's relevance in equal parts to the ids in it, so that nothing is added or lost. */
export function shareAmongIds(windows: readonly Window[], length: number): number[] {
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
