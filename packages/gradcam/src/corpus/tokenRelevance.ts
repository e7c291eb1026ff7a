import type { Branch } from '@textcam/nn';
import { shareAmongTokens, windowsOf } from '../windows.js';

/** A text's logits, and the maps of `classMaps` for every branch: row-major [positions, classes]. */
export interface ScoredMaps {
  logits: readonly number[];
  maps: readonly ArrayLike<number>[];
}

/**
 * What each seen token says toward each class, [class][token]: Grad-CAM of the margin over the largest other logit, summed over all branches,
 * each window shared among its tokens in equal parts.
 */
export function tokenRelevance(
  { logits, maps }: ScoredMaps,
  branches: readonly Branch[],
  length: number,
): Float64Array[] {
  return logits.map((_, explained) => {
    const relevance = new Float64Array(length);
    if (length === 0) return relevance;
    const rival = rivalOf(logits, explained);
    branches.forEach((branch, n) => {
      const margin = marginOf(maps[n], logits.length, { explained, rival });
      shareAmongTokens(windowsOf(margin, branch, length), length).forEach((share, token) => {
        relevance[token] += share;
      });
    });
    return relevance;
  });
}

/** The class with the largest logit beside the one explained. */
function rivalOf(logits: readonly number[], explained: number): number {
  let rival = explained === 0 ? 1 : 0;
  for (let n = 0; n < logits.length; n++) if (n !== explained && logits[n] > logits[rival]) rival = n;
  return rival;
}

function marginOf(map: ArrayLike<number>, classes: number, of: { explained: number; rival: number }): number[] {
  const windows = map.length / classes;
  return Array.from(
    { length: windows },
    (_, t) => (map[t * classes + of.explained] - map[t * classes + of.rival]) / windows,
  );
}
