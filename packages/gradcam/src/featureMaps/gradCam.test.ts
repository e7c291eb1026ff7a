import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { twoMaps } from '../../test/featureMaps.js';
import { gradCam } from './gradCam.js';

describe('gradCam', () => {
  // Two time steps, two channels. Mean gradients: 2 and -1.
  const activations = [
    [1, 4],
    [3, 0],
  ];
  const gradients = [
    [1, 0],
    [3, -2],
  ];

  test('weighs each channel by its mean gradient and sums the channels', () => {
    expect(gradCam(activations, gradients)).toEqual([2 * 1 - 1 * 4, 2 * 3 - 1 * 0]);
  });

  test('with relu, evidence against the score is 0', () => {
    expect(gradCam(activations, gradients, { relu: true })).toEqual([0, 6]);
  });

  test('nothing is normalized: twice the activations, twice the map', () => {
    const twice = activations.map((row) => row.map((value) => 2 * value));
    expect(gradCam(twice, gradients)).toEqual([-4, 12]);
  });

  test('a map that is all negative is all zero under relu, and no error', () => {
    expect(gradCam([[1], [2]], [[-1], [-1]], { relu: true })).toEqual([0, 0]);
  });

  test('agrees with equations 1 and 2, written out naively', () => {
    fc.assert(
      fc.property(twoMaps(), fc.boolean(), ([a, g], relu) => {
        const result = gradCam(a, g, { relu });
        a.forEach((row, t) => {
          let total = 0;
          for (const k of row.keys()) {
            let gradient = 0;
            for (const gradients of g) gradient += gradients[k];
            total += (gradient / g.length) * row[k];
          }
          expect(result[t]).toBeCloseTo(relu ? Math.max(0, total) : total, 8);
        });
      }),
    );
  });
});
