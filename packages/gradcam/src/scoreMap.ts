import type { Target } from './target.js';

/** The map of a score, one value for each window, from those of the logits as `classMaps` has them: row-major [windows, classes]. */
export function scoreMap(map: ArrayLike<number>, classes: number, { explained, rival }: Target): number[] {
  const windows = map.length / classes;
  return Array.from({ length: windows }, (_, t) => {
    const against = rival === null ? 0 : map[t * classes + rival];
    return (map[t * classes + explained] - against) / windows;
  });
}
