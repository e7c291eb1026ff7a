import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { InputText } from './inputText.js';
import { wordValues } from './wordValues.js';

/** A text of so many words and these n-grams, with a gap of one position between them. */
function textOf(words: number, ngrams: readonly (readonly [number, number])[]): InputText {
  const places = Array.from({ length: words }, (_, n) => n);
  const firsts = Int32Array.from([...places, -1, ...ngrams.map(([first]) => first)]);
  const lasts = Int32Array.from([...places, -1, ...ngrams.map(([, last]) => last)]);
  const ids = firsts.map((first, n) => (first < 0 ? -1 : n));
  const inputOf = () => ({ ids, firsts, lasts });
  return { ids, length: ids.length, units: { words, firsts, lasts, inputOf } };
}

const text = textOf(3, [
  [0, 1],
  [0, 2],
]);

describe('values of ids as values of words', () => {
  test('an n-gram’s goes to its words in equal parts, and is told besides; the gap’s to nobody', () => {
    expect(wordValues(text, [1, 0, -1, 0, 4, 6], false)).toEqual({
      values: [1 + 2 + 2, 0 + 2 + 2, -1 + 2],
      ngrams: [
        { first: 0, last: 1, relevance: 4 },
        { first: 0, last: 2, relevance: 6 },
      ],
    });
  });

  test('what speaks against is cut off a word as a whole, not off its parts', () => {
    const { values, ngrams } = wordValues(text, [1, 0, -1, 0, -4, 3], true);
    expect(values).toEqual([0, 0, 0]);
    expect(ngrams.map(({ relevance }) => relevance)).toEqual([0, 3]);
  });

  test('where ids are words they are their own, padding among them', () => {
    expect(wordValues({ ids: Int32Array.of(5, 6, 0), length: 2 }, [1, -2, 3], false).values).toEqual([1, -2, 3]);
  });

  test('of ids that add up they are the words’ Shapley values: what each adds on average over all orders in which words come', () => {
    const ngram = fc.constantFrom<[number, number]>([0, 1], [1, 2], [2, 3], [3, 4], [0, 2], [1, 3], [2, 4]);
    const some = fc.uniqueArray(fc.tuple(ngram, fc.integer({ min: -9, max: 9 })), { selector: ([run]) => `${run}` });
    const own = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(own, some, (single, runs) => {
        const ids = [...single, 0, ...runs.map(([, value]) => value)];
        const { values } = wordValues(
          textOf(
            5,
            runs.map(([run]) => run),
          ),
          ids,
          false,
        );
        const worth = (words: ReadonlySet<number>) =>
          single.reduce((sum, value, n) => sum + (words.has(n) ? value : 0), 0) +
          runs.reduce((sum, [[first, last], value]) => {
            for (let n = first; n <= last; n++) if (!words.has(n)) return sum;
            return sum + value;
          }, 0);
        shapleyByOrders(5, worth).forEach((value, n) => {
          expect(values[n]).toBeCloseTo(value, 9);
        });
      }),
      { numRuns: 30 },
    );
  });
});

function shapleyByOrders(players: number, worth: (there: ReadonlySet<number>) => number): number[] {
  const totals = new Array<number>(players).fill(0);
  const orders = permutations(Array.from({ length: players }, (_, n) => n));
  for (const order of orders) {
    const there = new Set<number>();
    for (const player of order) {
      const without = worth(there);
      there.add(player);
      totals[player] += worth(there) - without;
    }
  }
  return totals.map((total) => total / orders.length);
}

function permutations(items: readonly number[]): number[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item) => permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]));
}
