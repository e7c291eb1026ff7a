import { describe, expect, test } from 'vitest';
import { checkGradients } from '../../test/checkGradients.js';
import { devices } from '../../test/devices.js';
import { elementary, expectClose } from '../../test/tolerance.js';
import { gradients } from '../gradients.js';
import { ShapeError } from '../shape.js';
import { Tensor } from '../tensor.js';
import { exp } from './exp.js';
import { logSoftmax } from './logSoftmax.js';
import { multiply } from './multiply.js';
import { softmax } from './softmax.js';
import { sum } from './sum.js';

describe.each(devices)('logSoftmax on $name', (device) => {
  // Softmax is 1/4, 3/4 in the first row and 1/2, 1/2 in the second.
  const x = Tensor.from(device, [0, Math.log(3), 5, 5], [2, 2]);

  test('is the logarithm of softmax', async () => {
    expectClose(await logSoftmax(x).read(), [Math.log(0.25), Math.log(0.75), -Math.LN2, -Math.LN2], elementary);
    expectClose(await exp(logSoftmax(x)).read(), await softmax(x).read(), elementary);
  });

  test('runs along any axis', async () => {
    const y = logSoftmax(Tensor.from(device, [0, 5, Math.log(3), 5], [2, 2]), 0);
    expectClose(await y.read(), [Math.log(0.25), -Math.LN2, Math.log(0.75), -Math.LN2], elementary);
  });

  test('the gradient of one log-probability is 1 less its probability there, and minus the probability elsewhere', async () => {
    const first = Tensor.from(device, [1, 0, 1, 0], [2, 2]);
    const [dx] = gradients(sum(multiply(logSoftmax(x), first)), [x]);
    expectClose(await dx.read(), [0.75, -0.75, 0.5, -0.5], elementary);
  });

  test('stays finite where the probability is 0 in float32', async () => {
    expectClose(await logSoftmax(Tensor.from(device, [0, 1000])).read(), [-1000, 0], elementary);
  });

  test('nothing stays nothing', () => {
    expect(logSoftmax(Tensor.from(device, [], [0, 2])).shape).toEqual([0, 2]);
  });

  test('its gradient agrees with central differences', () =>
    checkGradients((x) => logSoftmax(x, 0), [Tensor.from(device, [1, 0, -1, 2, 0.5, 3], [3, 2])]));

  test('an axis that x does not have is refused', () => {
    expect(() => logSoftmax(x, -3)).toThrow(
      new ShapeError('logSoftmax: axis -3 of [2, 2]; must be a whole number from -2 to 1'),
    );
  });
});
