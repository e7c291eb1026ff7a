import type { Branch } from '@textcam/nn';
import { scoreMap } from '../scoreMap.js';
import { targetOf } from '../target.js';
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
    const target = targetOf(logits, { margin: explained });
    branches.forEach((branch, n) => {
      const margin = scoreMap(maps[n], logits.length, target);
      shareAmongTokens(windowsOf(margin, branch, length), length).forEach((share, token) => {
        relevance[token] += share;
      });
    });
    return relevance;
  });
}
