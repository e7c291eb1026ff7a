import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
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

  test('a map without time steps gives none, one without channels gives zeros', () => {
    expect(gradCam([], [])).toEqual([]);
    expect(gradCam([[], []], [[], []])).toEqual([0, 0]);
  });

  test('its inputs stay as they are', () => {
    const [before, after] = [structuredClone(activations), activations];
    gradCam(activations, gradients, { relu: true });
    expect(after).toEqual(before);
  });

  test.each([
    [
      'another number of time steps',
      [[1, 2]],
      [
        [1, 2],
        [3, 4],
      ],
      'activations [1][2], gradients [2][2]',
    ],
    ['another number of channels', [[1, 2]], [[1]], 'activations [1][2], gradients [1][1]'],
    [
      'rows of different lengths',
      [[1, 2], [3]],
      [
        [1, 2],
        [3, 4],
      ],
      'activations [2][2 or 1], gradients [2][2]',
    ],
    ['nothing for something', [], [[1]], 'activations [0][0], gradients [1][1]'],
  ])('%s is refused', (_, a, g, shapes) => {
    expect(() => gradCam(a, g)).toThrow(RangeError);
    expect(() => gradCam(a, g)).toThrow(`gradCam: ${shapes}; both must be [time][channels] of one shape`);
  });

  test('agrees with equations 1 and 2, written out naively', () => {
    const map = fc
      .record({ time: fc.integer({ min: 1, max: 6 }), channels: fc.integer({ min: 1, max: 5 }) })
      .chain(({ time, channels }) => {
        const rows = fc.array(
          fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: channels, maxLength: channels }),
          { minLength: time, maxLength: time },
        );
        return fc.tuple(rows, rows);
      });
    fc.assert(
      fc.property(map, fc.boolean(), ([a, g], relu) => {
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
