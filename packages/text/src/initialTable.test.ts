import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tableOfRatios } from './initialTable.js';

const dot = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((sum, value, n) => sum + value * b[n], 0);

describe('a table that begins with ratios', () => {
  test('lies along the difference of two directions', () => {
    // Directions differ by (2, 0); ratios by 3: half of it is 1.5 along the first axis, whose logits differ by 2 · 1.5 / 2.
    const table = tableOfRatios(() => [-1.5, 1.5], {
      rows: 1,
      directions: [Float64Array.of(-1, 1), Float64Array.of(1, 1)],
      scale: 0.5,
    });
    expect([...table]).toEqual([expect.closeTo(0.75, 6), expect.closeTo(0, 6)]);
  });

  test('makes logits that differ as the ratios do, for any directions of two classes or three', () => {
    const number = fc.double({ min: -2, max: 2, noNaN: true });
    const direction = fc.array(number, { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(fc.array(fc.tuple(direction, number), { minLength: 2, maxLength: 3 }), (classes) => {
        const directions = classes.map(([own], n) => Float64Array.from(own, (value, d) => value + (d === n ? 5 : 0)));
        const mean = classes.reduce((sum, [, ratio]) => sum + ratio, 0) / classes.length;
        const ratios = classes.map(([, ratio]) => ratio - mean);
        const table = tableOfRatios(() => ratios, { rows: 1, directions, scale: 1 });
        for (let of = 1; of < classes.length; of++) {
          expect(dot(table, directions[of]) - dot(table, directions[0])).toBeCloseTo(ratios[of] - ratios[0], 4);
        }
      }),
    );
  });

  test('stays finite where directions cannot tell the classes apart', () => {
    const same = Float64Array.of(1, 2);
    const table = tableOfRatios(() => [-1, 1], { rows: 1, directions: [same, same], scale: 1 });
    expect([...table].every(Number.isFinite)).toBe(true);
  });
});
