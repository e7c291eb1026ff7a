import type { Reversal } from '@textcam/gradcam';
import type { Token } from '@textcam/text';
import type { ReversalShown } from '../protocol/explainCalls.js';

/** What would change the prediction, with its words as they stand in the text. */
export function reversalShown(tokens: readonly Token[], { tokens: places, ...rest }: Reversal): ReversalShown {
  const inOrder = places === null ? undefined : [...places].sort((a, b) => a - b);
  return {
    ...rest,
    words: inOrder?.map((n) => ({ start: tokens[n].start, end: tokens[n].end, text: tokens[n].text })) ?? null,
  };
}
