import { expect, test } from 'vitest';
import { contradictedWords } from './contradictedWords.js';
import type { WordEffect } from './inspection.js';

// Two bundles of eleven words, along x and along y. All along x speak for positive, all along y for negative, but for "odd", which lies
// among the first and speaks for negative.
const words = Array.from({ length: 22 }, (_, n) => ({
  word: n === 0 ? 'odd' : `word${n}`,
  mean: n === 0 || n >= 11 ? -1 - n / 100 : 1 + n / 100,
  vector: n < 11 ? [1, n / 100] : [n / 100, 1],
}));

const effects = new Map(
  words.map(({ word, mean }, n): [number, WordEffect] => [
    n + 4,
    { word, count: 50, means: [-mean, mean], totals: [-50 * mean, 50 * mean] },
  ]),
);
const table = [...new Array(8).fill(0), ...words.flatMap(({ vector }) => vector)];
const options = { table, dimensions: 2, most: 5, classes: ['negative', 'positive'] };

test('a word is found that speaks for a class against which the words of nearest vectors speak', () => {
  // Strong enough, or it would be chance: with the largest mean of all.
  const loud = new Map(effects).set(4, { word: 'odd', count: 50, means: [2, -2], totals: [100, -100] });
  const found = contradictedWords(loud, options);
  expect(found.map(({ word, suspicion, toward }) => [word, suspicion, toward])).toEqual([
    ['odd', 'neighbours', 'negative'],
  ]);
  // The mean of 1.01, 1.02, … 1.10.
  expect(found[0].why).toContain(
    'the 10 words with the nearest vectors speak against it, by 1.1 on average: word1, word2',
  );
});

test('a word that says less than three quarters of the others is left alone', () => {
  expect(contradictedWords(effects, options)).toEqual([]);
});

test('with twenty words or fewer, ten of them are no neighbours to go by', () => {
  const loud = new Map(effects).set(4, { word: 'odd', count: 50, means: [2, -2], totals: [100, -100] });
  expect(contradictedWords(new Map([...loud].slice(0, 20)), options)).toEqual([]);
  expect(contradictedWords(new Map([...loud].slice(0, 21)), options)).toHaveLength(1);
});
