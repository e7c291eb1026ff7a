import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { thinned } from './thinned.js';

describe('thinned', () => {
  const curve = (length: number) =>
    Array.from({ length }, (_, n) => ({ threshold: -n, falsePositiveRate: n / length, truePositiveRate: n / length }));

  test('a short curve stays as it is', () => {
    expect(thinned(curve(300))).toEqual(curve(300));
    expect(thinned([])).toEqual([]);
  });

  test('a long one keeps its ends, its order, and no point twice', () => {
    fc.assert(
      fc.property(fc.integer({ min: 301, max: 5000 }), (length) => {
        const points = curve(length);
        const few = thinned(points);
        expect(few).toHaveLength(300);
        expect([few[0], few[299]]).toEqual([points[0], points[length - 1]]);
        for (let n = 1; n < 300; n++) expect(few[n].threshold).toBeLessThan(few[n - 1].threshold);
      }),
    );
  });
});
