import type { Explanation } from '@textcam/gradcam';
import type { Receipt, ReceiptLine } from '../protocol/explainCalls.js';

/** The receipt of an explanation by that method; its words by what they add, most first, however it is signed. */
export function receiptOf({ receipt, explained, rival, score, tokens }: Explanation): Receipt {
  if (!receipt) throw new Error('receipt: the explanation has none; must be by the method receipt');
  const lines = new Map<string, ReceiptLine>();
  for (const { text, lemma, relevance, byBranch = [] } of tokens) {
    if (relevance === null) continue;
    const line = lines.get(lemma) ?? { text, count: 0, value: 0, byBranch: byBranch.map(() => 0) };
    line.count += 1;
    line.value += relevance;
    byBranch.forEach((value, n) => {
      line.byBranch[n] += value;
    });
    lines.set(lemma, line);
  }
  const sorted = [...lines.values()].sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
  return { explained, rival, score, ...receipt, lines: sorted };
}
