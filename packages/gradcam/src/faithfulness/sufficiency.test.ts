import { expect, test } from 'vitest';
import { sufficiency } from './sufficiency.js';

// Each position is worth a power of two, so that a score tells what was kept: all four are worth 15.
const worth = (kept: number[]) => kept.reduce((sum, n) => sum + 2 ** n, 0);
const order = [3, 0, 2, 1];

test('is what is lost when only the top is kept', () => {
  expect(sufficiency(worth, order, 0.25)).toBe(15 - 8);
  expect(sufficiency(worth, order, 0.5)).toBe(15 - 9);
  expect(sufficiency(worth, order, 1)).toBe(0);
});

test('is negative when the top alone scores higher', () => {
  const mean = (kept: number[]) => worth(kept) / kept.length;
  expect(sufficiency(mean, order, 0.25)).toBe(15 / 4 - 8);
});

test('of no positions it is 0', () => expect(sufficiency(worth, [], 0.5)).toBe(0));

test('f gets what is kept, ascending, and nothing else', () => {
  const given: unknown[][] = [];
  const f = (...all: unknown[]) => given.push(all);
  sufficiency(f, [2, 0, 3, 1], 0.5);
  expect(given).toEqual([[[0, 1, 2, 3]], [[0, 2]]]);
});

test('a fraction outside 0 to 1 is refused', () => {
  expect(() => sufficiency(worth, order, 0)).toThrow(
    new RangeError('sufficiency: the fraction is 0; must be above 0 and at most 1; divide percentages by 100'),
  );
});
