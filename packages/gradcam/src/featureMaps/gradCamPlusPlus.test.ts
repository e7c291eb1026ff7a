import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { twoMaps } from '../../test/featureMaps.js';
import { gradCamPlusPlus } from './gradCamPlusPlus.js';

describe('gradCamPlusPlus', () => {
  test('weighs each channel by the sum of g / (2 + S g) over its positive gradients', () => {
    // S = 2, so g = 1 counts 1 / (2 + 2) = 1/4 and g = 2 counts 2 / (2 + 4) = 1/3; together 7/12.
    const map = gradCamPlusPlus([[12], [-10]], [[1], [2]]);
    expect(map[0]).toBeCloseTo(7, 12);
    expect(map[1]).toBeCloseTo(-70 / 12, 12);
  });

  test('gradients against the score never count', () => {
    expect(gradCamPlusPlus([[1], [1]], [[-1], [-3]])).toEqual([0, 0]);
  });

  test('where the denominator is 0 the coefficient is 0', () => {
    // S = -2: 2 g² + S g³ is 0 at g = 1. At g = 0 it is always 0.
    expect(gradCamPlusPlus([[-2]], [[1]])).toEqual([0]);
    expect(gradCamPlusPlus([[3]], [[0]])).toEqual([0]);
  });

  test('a coefficient may be negative', () => {
    // S = -4: g = 1 counts 1 / (2 - 4) = -1/2.
    expect(gradCamPlusPlus([[-4]], [[1]])).toEqual([2]);
  });

  test('a gradient whose square is too small for float64 still counts', () => {
    expect(gradCamPlusPlus([[1]], [[1e-200]])).toEqual([5e-201]);
  });

  test('agrees with equation 19, written out naively', () => {
    fc.assert(
      fc.property(twoMaps(), fc.boolean(), ([activations, gradients], relu) => {
        const channels = [...activations[0].keys()];
        const sums = channels.map((k) => activations.reduce((total, row) => total + row[k], 0));
        // Next to the pole at S g = -2, rounding decides.
        fc.pre(gradients.every((row) => row.every((g, k) => Math.abs(2 + sums[k] * g) > 1e-3 && (g === 0 || g ** 3))));
        const expected = activations.map((row) => {
          let total = 0;
          for (const k of channels) {
            let weight = 0;
            for (const { [k]: g } of gradients) {
              const denominator = 2 * g ** 2 + sums[k] * g ** 3;
              const alpha = denominator === 0 ? 0 : g ** 2 / denominator;
              weight += alpha * Math.max(0, g);
            }
            total += weight * row[k];
          }
          return relu && total < 0 ? 0 : total;
        });
        const map = gradCamPlusPlus(activations, gradients, { relu });
        const scale = Math.max(1, ...expected.map(Math.abs));
        for (const t of map.keys()) expect(Math.abs(map[t] - expected[t]) / scale).toBeLessThan(1e-9);
      }),
    );
  });
});
