/** The name that is meant by a slip of the pen: the one that fewest letters added, left out or changed make of it, whatever their case. */
export function nearest(name: string, known: readonly string[]): string {
  const far = (candidate: string) => editDistance(name.toLowerCase(), candidate.toLowerCase());
  return known.reduce((best, candidate) => (far(candidate) < far(best) ? candidate : best));
}

/** Levenshtein's: how many letters have to be added, left out or changed. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, n) => n);
  [...from].forEach((letter, n) => {
    const next = [n + 1];
    for (let m = 0; m < to.length; m++) {
      next.push(Math.min(row[m + 1] + 1, next[m] + 1, row[m] + (letter === to[m] ? 0 : 1)));
    }
    row = next;
  });
  return row[to.length];
}
