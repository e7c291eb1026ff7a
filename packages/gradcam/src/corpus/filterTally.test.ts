import { CpuDevice } from '@textcam/tensor';
import { expect, test } from 'vitest';
import { randomClassifier, simpleClassifier } from '../../test/classifiers.js';
import { FilterTally } from './filterTally.js';

const device = new CpuDevice();
const options = { minimumCount: 1, most: 10 };

test('a filter of width 1 has its words by value, both ways, with the class that high values speak for', async () => {
  const simple = simpleClassifier(device);
  const [film, good, bad] = ['film', 'good', 'bad'].map((word) => simple.vocabulary.idOf(word));
  const tally = new FilterTally(simple);
  // What the filter makes of them: good 3, bad -5, film 1.
  tally.add(Int32Array.of(good, bad, film, film), [[3, -5, 1, 1]]);
  const byValue = [
    { words: ['good'], count: 1, activation: 3 },
    { words: ['film'], count: 2, activation: 1 },
    { words: ['bad'], count: 1, activation: -5 },
  ];
  expect(await tally.result(simple, options)).toEqual([
    {
      ...{ branch: 1, filter: 1, kernelSize: 1, toward: 'positive', weight: 2 },
      highest: byValue,
      lowest: byValue.toReversed(),
    },
  ]);
});

test('windows over the padded ends are left out', async () => {
  const branches = [{ filters: 1, kernelSize: 2, padding: 1 }];
  const pairs = randomClassifier(device, { branches });
  const ids = Int32Array.of(...['good', 'film', 'wolf'].map((word) => pairs.vocabulary.idOf(word)));
  const tally = new FilterTally(pairs);
  // Three words have four windows; the first and the last have one word each.
  tally.add(ids, [[100, 7, 8, 100]]);
  tally.add(ids.subarray(0, 1), [[100, 100]]);
  const [{ highest }] = await tally.result(pairs, options);
  expect(highest).toEqual([
    { words: ['film', 'wolf'], count: 1, activation: 8 },
    { words: ['good', 'film'], count: 1, activation: 7 },
  ]);
});

test('a window into the gap between words and n-grams is left out; an n-gram is one of a window’s ids', async () => {
  const branches = [{ filters: 1, kernelSize: 2, padding: 0 }];
  const phrases = randomClassifier(device, { branches, ngrams: ['good film', 'film wolf'] });
  const { ids } = phrases.encode('good film wolf');
  const tally = new FilterTally(phrases);
  tally.add(ids, [[7, 8, 100, 100, 9]]);
  const [{ highest }] = await tally.result(phrases, options);
  expect(highest.map(({ words, activation }) => [words, activation])).toEqual([
    [['good film', 'film wolf'], 9],
    [['film', 'wolf'], 8],
    [['good', 'film'], 7],
  ]);
});

test('what came less often than asked is not listed', async () => {
  const simple = simpleClassifier(device);
  const tally = new FilterTally(simple);
  tally.add(Int32Array.of(4, 4, 5), [[2, 2, 9]]);
  const [{ highest }] = await tally.result(simple, { minimumCount: 2, most: 10 });
  expect(highest.map(({ count }) => count)).toEqual([2]);
});
