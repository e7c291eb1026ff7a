import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { spearman } from './spearman.js';

const pairs = fc.array(fc.tuple(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -3, max: 3 })), { maxLength: 12 });

/** How many are smaller, plus half of the others that are equal. */
const rankOf = (value: number, values: number[]) =>
  values.filter((other) => other < value).length + (values.filter((other) => other === value).length - 1) / 2;

describe('spearman', () => {
  test('the same order is 1, the reverse -1, whatever the distances', () => {
    expect(spearman([1, 2, 3], [10, 20, 1000])).toBe(1);
    expect(spearman([3, 1, 2], [-5, 0, -1])).toBe(-1);
  });

  test('is 1 - 6 Σd² / (n³ - n) without ties', () => {
    // The last two changed places: Σd² = 2, so 1 - 12 / 60.
    expect(spearman([1, 2, 3, 4], [1, 2, 4, 3])).toBeCloseTo(0.8, 12);
  });

  test('equal values share the average of their ranks', () => {
    // Ranks 0.5, 0.5, 2 and 0, 1, 2; centred -½, -½, 1 and -1, 0, 1: 1.5 / √(1.5 · 2).
    expect(spearman([7, 7, 9], [1, 2, 3])).toBeCloseTo(1.5 / Math.sqrt(3), 12);
  });

  test('of a list that orders nothing it is NaN', () => {
    expect(spearman([1, 1, 1], [1, 2, 3])).toBeNaN();
    expect(spearman([1, 2, 3], [0, -0, 0])).toBeNaN();
    expect(spearman([1], [2])).toBeNaN();
    expect(spearman([], [])).toBeNaN();
  });

  test("agrees with Pearson's correlation of ranks counted one by one", () => {
    fc.assert(
      fc.property(pairs, (pairs) => {
        const [a, b] = [pairs.map(([first]) => first), pairs.map(([, second]) => second)];
        const [p, q] = [a, b].map((values) => values.map((value) => rankOf(value, values)));
        const mean = (pairs.length - 1) / 2;
        const sums = { pq: 0, pp: 0, qq: 0 };
        for (const n of p.keys()) {
          sums.pq += (p[n] - mean) * (q[n] - mean);
          sums.pp += (p[n] - mean) ** 2;
          sums.qq += (q[n] - mean) ** 2;
        }
        const expected = sums.pq / Math.sqrt(sums.pp * sums.qq);
        if (Number.isNaN(expected)) expect(spearman(a, b)).toBeNaN();
        else expect(spearman(a, b)).toBeCloseTo(expected, 12);
      }),
    );
  });

  test('lengths that differ, and numbers that are not finite, are refused', () => {
    expect(() => spearman([1, 2], [1])).toThrow(
      new RangeError('spearman: b holds 1 numbers; must be 2, one for each of a'),
    );
    expect(() => spearman([1, Number.NaN], [1, 2])).toThrow('spearman: a[1] is NaN; must be a finite number');
    expect(() => spearman([1], [Number.POSITIVE_INFINITY])).toThrow('spearman: b[0] is Infinity');
  });
});
