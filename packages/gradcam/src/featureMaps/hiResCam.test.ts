import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { twoMaps } from '../../test/featureMaps.js';
import { gradCam } from './gradCam.js';
import { hiResCam } from './hiResCam.js';

describe('hiResCam', () => {
  test('multiplies activation and gradient at each time step and sums the channels', () => {
    const activations = [
      [1, 4],
      [3, 5],
    ];
    const gradients = [
      [2, -1],
      [0, 2],
    ];
    expect(hiResCam(activations, gradients)).toEqual([2 * 1 - 1 * 4, 0 * 3 + 2 * 5]);
  });

  test('is Grad-CAM where the gradient is the same at every time step', () => {
    fc.assert(
      fc.property(twoMaps(), ([activations, [gradient]]) => {
        const constant = activations.map(() => gradient);
        const [ours, theirs] = [hiResCam(activations, constant), gradCam(activations, constant)];
        for (const t of ours.keys()) expect(ours[t]).toBeCloseTo(theirs[t], 9);
      }),
    );
  });

  test('sums to the score of a function that is linear in the features', () => {
    fc.assert(
      fc.property(twoMaps(), ([activations, weights]) => {
        let score = 0;
        for (const [t, row] of activations.entries()) for (const [k, a] of row.entries()) score += weights[t][k] * a;
        expect(hiResCam(activations, weights).reduce((sum, value) => sum + value, 0)).toBeCloseTo(score, 9);
      }),
    );
  });
});
