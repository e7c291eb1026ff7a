import type { ExplainedToken, Explanation } from '@textcam/gradcam';
import { expect, test } from 'vitest';
import { receiptOf } from './receipt.js';

const word = (lemma: string, relevance: number | null): ExplainedToken => ({
  text: lemma.toUpperCase(),
  start: 0,
  end: 1,
  lemma,
  inVocabulary: true,
  leftOut: relevance === null ? 'stop word' : null,
  relevance,
  ...(relevance !== null && { byBranch: [relevance] }),
});

test('words and n-grams of one lemma are a line each, most first; an n-gram is named by the words that are seen', () => {
  const explanation: Partial<Explanation> = {
    explained: 'yes',
    rival: 'no',
    score: 5,
    receipt: { bias: 1, branches: [4], padding: 0, residual: 0 },
    tokens: [word('worth', 1), word('a', null), word('penny', -3), word('worth', 6)],
    ngrams: [
      { tokens: [0, 2], relevance: -4 },
      { tokens: [2, 3], relevance: 5 },
    ],
  };
  const { lines, ngrams } = receiptOf(explanation as Explanation);
  expect(lines).toEqual([
    { text: 'WORTH', count: 2, value: 7, byBranch: [7] },
    { text: 'PENNY', count: 1, value: -3, byBranch: [-3] },
  ]);
  expect(ngrams.map(({ text, value }) => [text, value])).toEqual([
    ['PENNY WORTH', 5],
    ['WORTH PENNY', -4],
  ]);
});
