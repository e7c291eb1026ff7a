import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { twoMaps } from '../../test/featureMaps.js';
import { hiResCam } from './hiResCam.js';
import { layerCam } from './layerCam.js';

describe('layerCam', () => {
  test('counts only gradients for the score', () => {
    // At the first step channel 1 speaks against: without it 2 · 1 is left.
    const activations = [
      [1, 4],
      [3, -5],
    ];
    const gradients = [
      [2, -1],
      [0, 2],
    ];
    expect(layerCam(activations, gradients)).toEqual([2, -10]);
    expect(layerCam(activations, gradients, { relu: true })).toEqual([2, 0]);
  });

  test('is HiResCAM of the positive parts of the gradients', () => {
    fc.assert(
      fc.property(twoMaps(), fc.boolean(), ([activations, gradients], relu) => {
        const positive = gradients.map((row) => row.map((g) => Math.max(0, g)));
        expect(layerCam(activations, gradients, { relu })).toEqual(hiResCam(activations, positive, { relu }));
      }),
    );
  });
});
