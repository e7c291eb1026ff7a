import type { ExplainedToken, Explanation } from '@textcam/gradcam';
import type { Receipt, ReceiptLine } from '../protocol/explainCalls.js';

/** The receipt of an explanation by that method; its words, and its n-grams, by what they add, most first, however it is signed. */
export function receiptOf({ receipt, explained, rival, score, tokens, ngrams }: Explanation): Receipt {
  if (!receipt) throw new Error('receipt: the explanation has none; must be by the method receipt');
  const words = tokens.flatMap(({ text, lemma, relevance, byBranch = [] }) =>
    relevance === null ? [] : [{ text, key: lemma, value: relevance, byBranch }],
  );
  const runs = ngrams.map(({ tokens: [first, last], relevance }) => {
    const seen = tokens.slice(first, last + 1).filter(({ leftOut }) => leftOut === null);
    const joined = (part: (token: ExplainedToken) => string) => seen.map(part).join(' ');
    return { text: joined(({ text }) => text), key: joined(({ lemma }) => lemma), value: relevance, byBranch: [] };
  });
  return { explained, rival, score, ...receipt, lines: linesOf(words), ngrams: linesOf(runs) };
}

/** Those of one key as one line. */
function linesOf(found: readonly { text: string; key: string; value: number; byBranch: number[] }[]): ReceiptLine[] {
  const lines = new Map<string, ReceiptLine>();
  for (const { text, key, value, byBranch } of found) {
    const line = lines.get(key) ?? { text, count: 0, value: 0, byBranch: byBranch.map(() => 0) };
    line.count += 1;
    line.value += value;
    byBranch.forEach((part, n) => {
      line.byBranch[n] += part;
    });
    lines.set(key, line);
  }
  return [...lines.values()].sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
}
