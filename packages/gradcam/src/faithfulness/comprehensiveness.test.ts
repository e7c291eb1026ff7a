import { expect, test } from 'vitest';
import { comprehensiveness } from './comprehensiveness.js';

// Each position is worth a power of two, so that a score tells what was kept: all four are worth 15.
const worth = (kept: number[]) => kept.reduce((sum, n) => sum + 2 ** n, 0);
const order = [3, 0, 2, 1];

test('is what is lost without the top', () => {
  expect(comprehensiveness(worth, order, 0.25)).toBe(8);
  expect(comprehensiveness(worth, order, 0.5)).toBe(8 + 1);
  expect(comprehensiveness(worth, order, 1)).toBe(15);
});

test('of no positions it is 0', () => expect(comprehensiveness(worth, [], 0.5)).toBe(0));

test('f gets what is kept, ascending, and nothing else', () => {
  const given: unknown[][] = [];
  const f = (...all: unknown[]) => given.push(all);
  comprehensiveness(f, [2, 0, 3, 1], 0.5);
  expect(given).toEqual([[[0, 1, 2, 3]], [[1, 3]]]);
});

test('a fraction outside 0 to 1 is refused', () => {
  expect(() => comprehensiveness(worth, order, 20)).toThrow(
    new RangeError('comprehensiveness: the fraction is 20; must be above 0 and at most 1; divide percentages by 100'),
  );
});
