import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { heaviestSets, type Line } from './heaviestSets.js';

/** What a set of words takes along. */
function takenBy({ own, ngrams }: Line, set: readonly number[]): number {
  const hit = ngrams.filter(({ first, last }) => set.some((n) => first <= n && n <= last));
  return [...set.map((n) => own[n]), ...hit.map(({ relevance }) => relevance)].reduce((sum, value) => sum + value, 0);
}

describe('the sets of words that take most along', () => {
  test('a word takes each n-gram that it is in, once: of two that share one, the one of more value and another', () => {
    const line = { own: [1, 2, 0, 1.5], ngrams: [{ first: 0, last: 1, relevance: 10 }] };
    const { taken, setOf } = heaviestSets(line, 4);
    expect([...taken]).toEqual([0, 12, 13.5, 14.5, 14.5]);
    expect([1, 2, 3].map(setOf)).toEqual([[1], [1, 3], [0, 1, 3]]);
  });

  test('a word against them does not go for its own sake', () => {
    const line = { own: [-1, 3, -1], ngrams: [{ first: 0, last: 2, relevance: -5 }] };
    expect([...heaviestSets(line, 3).taken]).toEqual([0, -2, -3, -4]);
  });

  test('there are none of more words than there are', () => {
    expect([...heaviestSets({ own: [1], ngrams: [] }, 2).taken]).toEqual([0, 1, Number.NEGATIVE_INFINITY]);
  });

  test('no set takes more, as trying all of them shows', () => {
    const value = fc.integer({ min: -20, max: 20 });
    const line = fc.array(value, { minLength: 1, maxLength: 9 }).chain((own) => {
      const ngram = fc.record({
        first: fc.nat({ max: own.length - 1 }),
        length: fc.constantFrom(1, 2),
        relevance: value,
      });
      const runs = fc.uniqueArray(ngram, { selector: ({ first, length }) => `${first} ${length}`, maxLength: 9 });
      return runs.map((found): Line => {
        const ngrams = found.map(({ first, length, relevance }) => ({ first, last: first + length, relevance }));
        return { own, ngrams: ngrams.filter(({ last }) => last < own.length) };
      });
    });
    fc.assert(
      fc.property(line, (some) => {
        const words = some.own.length;
        const { taken, setOf } = heaviestSets(some, words);
        const most = new Array<number>(words + 1).fill(Number.NEGATIVE_INFINITY);
        for (let bits = 0; bits < 2 ** words; bits++) {
          const set = [...some.own.keys()].filter((n) => bits & (1 << n));
          most[set.length] = Math.max(most[set.length], takenBy(some, set));
        }
        expect([...taken]).toEqual(most);
        most.forEach((value, size) => {
          expect(setOf(size)).toHaveLength(size);
          expect(takenBy(some, setOf(size))).toBe(value);
        });
      }),
      { numRuns: 60 },
    );
  });
});
