import { expect, test } from 'vitest';
import { aopc } from './aopc.js';
import { comprehensiveness } from './comprehensiveness.js';
import { sufficiency } from './sufficiency.js';

// Each position is worth a power of two, so that a score tells what was kept: all four are worth 15.
const worth = (kept: number[]) => kept.reduce((sum, n) => sum + 2 ** n, 0);
const order = [3, 0, 2, 1];

test('is the plain mean over the fractions', () => {
  expect(aopc(comprehensiveness, worth, order, [0.25, 0.5])).toBe((8 + 9) / 2);
  expect(aopc(sufficiency, worth, order, [0.25, 1])).toBe((7 + 0) / 2);
});

test('1, 5, 10, 20 and 50 % when left out, one position at least', () => {
  // The tops hold 1, 1, 1, 2 and 5 of ten positions, each worth 1.
  const count = (kept: number[]) => kept.length;
  expect(aopc(comprehensiveness, count, [...Array(10).keys()])).toBe((1 + 1 + 1 + 2 + 5) / 5);
});

test('over no fractions there is no mean', () => {
  expect(() => aopc(sufficiency, worth, order, [])).toThrow(
    new RangeError('aopc: no fractions; must be at least one; leave them out for ours'),
  );
});
