import { describe, expect, test } from 'vitest';
import { gradCam } from './gradCam.js';
import { gradCamPlusPlus } from './gradCamPlusPlus.js';
import { hiResCam } from './hiResCam.js';
import { layerCam } from './layerCam.js';

const methods = [gradCam, gradCamPlusPlus, hiResCam, layerCam].map((method) => ({ name: method.name, method }));

const one = [[1, 2]];
const two = [
  [1, 2],
  [3, 4],
];

describe.each(methods)('$name', ({ name, method }) => {
  test.each([
    ['another number of time steps', one, two, 'activations [1][2], gradients [2][2]'],
    ['another number of channels', one, [[1]], 'activations [1][2], gradients [1][1]'],
    ['rows of different lengths', [[1, 2], [3]], two, 'activations [2][2 or 1], gradients [2][2]'],
    ['nothing for something', [], [[1]], 'activations [0][0], gradients [1][1]'],
  ])('%s is refused', (_, activations, gradients, shapes) => {
    const call = () => method(activations, gradients);
    expect(call).toThrow(RangeError);
    expect(call).toThrow(`${name}: ${shapes}; both must be [time][channels] of one shape`);
  });

  test('a map without time steps gives none, one without channels gives zeros', () => {
    expect(method([], [])).toEqual([]);
    expect(method([[], []], [[], []])).toEqual([0, 0]);
  });

  test('relu cuts off the result, and it is signed unless asked for', () => {
    // Activations against the score at the second step.
    const [activations, gradients] = [
      [[2], [-1]],
      [[1], [1]],
    ];
    const [first, second] = method(activations, gradients);
    expect(first).toBeGreaterThan(0);
    expect(second).toBeLessThan(0);
    expect(method(activations, gradients, {})).toEqual([first, second]);
    expect(method(activations, gradients, { relu: true })).toEqual([first, 0]);
  });

  test('a number that is not a number shows in the result, with relu too', () => {
    expect(method([[1]], [[Number.NaN]], { relu: true })).toEqual([Number.NaN]);
    expect(method([[Number.NaN]], [[1]], { relu: true })).toEqual([Number.NaN]);
  });

  test('its inputs stay as they are', () => {
    const [activations, gradients] = [structuredClone(two), structuredClone(two)];
    method(activations, gradients, { relu: true });
    expect([activations, gradients]).toEqual([two, two]);
  });
});
