import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkGradients } from '../../test/checkGradients.js';
import { devices } from '../../test/devices.js';
import { elementary, expectClose } from '../../test/tolerance.js';
import { gradients } from '../gradients.js';
import { ShapeError } from '../shape.js';
import { Tensor } from '../tensor.js';
import { multiply } from './multiply.js';
import { softmax } from './softmax.js';
import { sum } from './sum.js';

describe.each(devices)('softmax on $name', (device) => {
  // e^x is 1, 3 in the first row and 1, 1 in the second.
  const x = Tensor.from(device, [0, Math.log(3), 5, 5], [2, 2]);

  test('is the share of each in the sum of e^x, along the last axis', async () => {
    expectClose(await softmax(x).read(), [0.25, 0.75, 0.5, 0.5], elementary);
  });

  test('runs along any axis', async () => {
    const y = softmax(Tensor.from(device, [0, 5, Math.log(3), 5], [2, 2]), 0);
    expectClose(await y.read(), [0.25, 0.5, 0.75, 0.5], elementary);
  });

  test('raising one logit takes from the other what it gives', async () => {
    const first = Tensor.from(device, [1, 0, 1, 0], [2, 2]);
    const [dx] = gradients(sum(multiply(softmax(x), first)), [x]);
    expectClose(await dx.read(), [3 / 16, -3 / 16, 1 / 4, -1 / 4], elementary);
  });

  test('does not overflow', async () => {
    expectClose(await softmax(Tensor.from(device, [1000, 1000, -1000])).read(), [0.5, 0.5, 0], elementary);
  });

  test('a single element is certain, and nothing stays nothing', async () => {
    expectClose(await softmax(Tensor.from(device, [-3], [1])).read(), [1], elementary);
    expect(softmax(Tensor.from(device, [], [2, 0])).shape).toEqual([2, 0]);
  });

  // WGSL leaves NaN open.
  test('a NaN spoils its own group only', async () => {
    const y = softmax(Tensor.from(device, [Number.NaN, 0, 5, 5], [2, 2]));
    expectClose(await y.read(), [Number.NaN, Number.NaN, 0.5, 0.5], elementary);
  });

  test('sums to 1, and does not change when all logits rise together', async () => {
    const logits = fc.array(fc.float({ min: -50, max: 50, noNaN: true }), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(logits, fc.integer({ min: -50, max: 50 }), async (values, rise) => {
        const y = await softmax(Tensor.from(device, values)).read();
        expectClose([[...y].reduce((total, value) => total + value, 0)], [1], elementary);
        const risen = Tensor.from(
          device,
          values.map((value) => value + rise),
        );
        // Adding 50 rounds the logits themselves by up to 4e-6.
        expectClose(await softmax(risen).read(), y, 5 * elementary);
      }),
      { numRuns: 50 },
    );
  });

  test('its gradient agrees with central differences', () =>
    checkGradients((x) => softmax(x, 1), [Tensor.from(device, [1, 0, -1, 2, 0.5, 3, 1, 1], [2, 2, 2])]));

  test('an axis that x does not have is refused', () => {
    expect(() => softmax(x, 2)).toThrow(
      new ShapeError('softmax: axis 2 of [2, 2]; must be a whole number from -2 to 1'),
    );
  });

  test('a number without axes is refused', () => {
    expect(() => softmax(Tensor.from(device, [1], []))).toThrow(
      new ShapeError('softmax: axis -1 of []; there are no axes; reshape it'),
    );
  });
});
