import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type AliasTable, aliasTable, drawFrom, negativeWeights } from './negatives.js';

/** How often each number is drawn, by the table itself. */
function chancesOf({ own, other }: AliasTable): number[] {
  const chances = new Array<number>(own.length).fill(0);
  own.forEach((share, n) => {
    chances[n] += share / own.length;
    chances[other[n]] += (1 - share) / own.length;
  });
  return chances;
}

test('numbers are drawn in proportion to their weights', () => {
  expect(chancesOf(aliasTable(Float64Array.of(1, 3)))).toEqual([0.25, 0.75]);
  expect(chancesOf(aliasTable(Float64Array.of(3)))).toEqual([1]);
  const weights = fc.array(fc.double({ min: 1e-3, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 50 });
  fc.assert(
    fc.property(weights, (given) => {
      const all = given.reduce((sum, weight) => sum + weight, 0);
      chancesOf(aliasTable(Float64Array.from(given))).forEach((chance, n) => {
        expect(chance).toBeCloseTo(given[n] / all, 9);
      });
    }),
  );
});

test('the upper bits choose the place, and the rest one of its two numbers', () => {
  const table = { own: Float64Array.of(1, 0.25), other: Int32Array.of(0, 0) };
  const drawn = [0, 0.49, 0.5, 0.6, 0.63, 0.999].map((share) => drawFrom(table, Math.floor(share * 2 ** 32)));
  expect(drawn).toEqual([0, 0, 1, 1, 0, 0]);
});

test('a word 16 times as frequent is drawn 8 times as often', () => {
  expect([...negativeWeights(Int32Array.of(16, 1))]).toEqual([8, 1]);
});
