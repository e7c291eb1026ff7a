import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { modelInput } from './modelInput.js';
import { longestNgram, Ngrams } from './ngrams.js';
import { VocabularyError } from './vocabulary.js';

// Words 4 to 8 beside the reserved entries. Rows 9 and 10: "4 5" and "4 5 6".
const size = 9;
const ngrams = new Ngrams(Int32Array.of(4, 5, -1, 4, 5, 6), size);

/** [row, first, length] of each run found. */
function foundIn(known: Ngrams, words: readonly number[]): number[][] {
  const found: number[][] = [];
  known.eachIn(Int32Array.from(words), (...run) => found.push(run));
  return found;
}

describe('n-grams', () => {
  test('are found in a text, those that begin first first, of these the pair', () => {
    expect(foundIn(ngrams, [4, 5, 6, 4, 5])).toEqual([
      [9, 0, 2],
      [10, 0, 3],
      [9, 3, 2],
    ]);
  });

  test.each([[[]], [[4]], [[5, 4]], [[4, 0, 5]]])('none are in %j', (words) => {
    expect(foundIn(ngrams, words)).toEqual([]);
  });

  test('a run through an unknown word is none, whatever its number', () => {
    // 0 · 9 + 4 is the number of the word 4 alone.
    expect(foundIn(new Ngrams(Int32Array.of(4, 4, -1), size), [0, 4, 4, 0])).toEqual([[9, 1, 2]]);
  });

  test('know their words', () => {
    expect([...ngrams.wordsOf(0)]).toEqual([4, 5]);
    expect([...ngrams.wordsOf(1)]).toEqual([4, 5, 6]);
    expect([Ngrams.none(size).size, ngrams.size, Ngrams.none(size).longest, ngrams.longest]).toEqual([0, 2, 1, 3]);
  });

  test.each([
    ['twice', [4, 5, -1, 4, 5, -1], 'number 0 is there twice'],
    ['of a reserved entry', [3, 5, -1], 'number 0 is of words that are not there'],
    ['of a row that is no word', [4, 9, -1], 'number 0 is of words that are not there'],
  ])('a run %s is refused', (_, words, message) => {
    expect(() => new Ngrams(Int32Array.from(words), size)).toThrow(VocabularyError);
    expect(() => new Ngrams(Int32Array.from(words), size)).toThrow(message);
  });

  test('any runs are found where a search through the text finds them', () => {
    const word = fc.integer({ min: 4, max: 8 });
    const run = fc.tuple(word, word, fc.option(word, { nil: -1 }));
    const runs = fc.uniqueArray(run, { selector: String, minLength: 1 });
    fc.assert(
      fc.property(runs, fc.array(fc.constantFrom(0, 4, 5, 6, 7, 8)), (all, words) => {
        const expected = words.flatMap((_, first) =>
          [2, 3].flatMap((length) => {
            const own = words.slice(first, first + length);
            const place = all.findIndex((one) => one.filter((entry) => entry >= 0).join() === own.join());
            return own.length === length && place >= 0 ? [[size + place, first, length]] : [];
          }),
        );
        expect(foundIn(new Ngrams(Int32Array.from(all.flat()), size), words)).toEqual(expected);
        expect(all.flat()).toHaveLength(all.length * longestNgram);
      }),
    );
  });
});

describe('a text as the network takes it', () => {
  test('is its words, a gap, and its n-grams, each with the words it stands for', () => {
    const { ids, firsts, lasts } = modelInput(Int32Array.of(7, 4, 5), ngrams, 2);
    expect([...ids]).toEqual([7, 4, 5, -1, -1, 9]);
    expect([...firsts]).toEqual([0, 1, 2, -1, -1, 1]);
    expect([...lasts]).toEqual([0, 1, 2, -1, -1, 2]);
  });

  test('without n-grams is its words alone', () => {
    expect([...modelInput(Int32Array.of(5, 4), ngrams, 2).ids]).toEqual([5, 4]);
    expect([...modelInput(new Int32Array(), ngrams, 2).ids]).toEqual([]);
  });
});
