import type { Branch } from '@textcam/nn';
import type { EncodedText } from '@textcam/text';
import { scoreMap } from '../scoreMap.js';
import { targetOf } from '../target.js';
import { shareAmongIds, windowsOf } from '../windows.js';

/** A text's logits, and the maps of `classMaps` for every branch: row-major [positions, classes]. */
export interface ScoredMaps {
  logits: readonly number[];
  maps: readonly ArrayLike<number>[];
}

/**
 * What each word, and each n-gram by itself, says toward each class, [class][id]: Grad-CAM of the margin over the largest other logit, summed
 * over all branches, each window shared among its ids in equal parts. An n-gram's value is not shared among its words: it has a row of its own
 * to be added up in.
 */
export function tokenRelevance(
  { logits, maps }: ScoredMaps,
  branches: readonly Branch[],
  { ids: { length }, firsts }: Pick<EncodedText, 'ids' | 'firsts'>,
): Float64Array[] {
  return logits.map((_, explained) => {
    const relevance = new Float64Array(length);
    if (length === 0) return relevance;
    const target = targetOf(logits, { margin: explained });
    branches.forEach((branch, n) => {
      const margin = scoreMap(maps[n], logits.length, target);
      shareAmongIds(windowsOf(margin, branch, length, firsts), length).forEach((share, n) => {
        relevance[n] += share;
      });
    });
    return relevance;
  });
}
