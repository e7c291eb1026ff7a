import { CpuDevice } from '@textcam/tensor';
import { expect, test } from 'vitest';
import { randomClassifier } from '../../test/classifiers.js';
import { CoverageTally } from './coverageTally.js';
import { SpellingTally } from './spellingTally.js';

const classifier = randomClassifier(new CpuDevice(), { maximumLength: 4 });

test('every token is in one part: known, unknown, stop word, clipped or markup', () => {
  const tally = new CoverageTally(classifier);
  // The model sees four tokens: good, film, xyzzy, film.
  tally.add(classifier.encode('The good film<br />xyzzy film plot'));
  const { parts, ...rest } = tally.result(1);
  expect(rest).toEqual({ tokens: 7, unseenTexts: 0, clippedTexts: 1 });
  expect(parts.map(({ part, count, words }) => [part, count, words])).toEqual([
    ['known', 3, [{ word: 'film', count: 2 }]],
    ['unknown', 1, [{ word: 'xyzzy', count: 1 }]],
    ['stop word', 1, [{ word: 'the', count: 1 }]],
    ['clipped', 1, [{ word: 'plot', count: 1 }]],
    ['markup', 1, [{ word: '\n', count: 1 }]],
  ]);
  expect(parts.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
});

test('how words are written is counted once, n-grams or not', () => {
  const phrases = randomClassifier(new CpuDevice(), { ngrams: ['good film', 'film wolf'] });
  const tally = new SpellingTally(phrases.vocabulary.size);
  tally.add(phrases.encode('the good Film wolf'));
  expect(tally.of(phrases.vocabulary.idOf('film'))).toEqual({ inside: 1, capitalized: 1 });
});

test('capitals count inside sentences alone: not at their beginning, after markup, in quotations, or all through a word', () => {
  const wolf = classifier.vocabulary.idOf('wolf');
  const spellings = ['Wolf. Wolf "Wolf<br />Wolf', 'the WOLF', 'the wolf', 'the Wolf', 'good, Wolf'].map((text) => {
    const tally = new SpellingTally(classifier.vocabulary.size);
    tally.add(classifier.encode(text));
    return tally.of(wolf);
  });
  expect(spellings.map(({ inside, capitalized }) => [inside, capitalized])).toEqual([
    [0, 0],
    [1, 0],
    [1, 0],
    [1, 1],
    [1, 1],
  ]);
});
