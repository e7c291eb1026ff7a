import { describe, expect, test } from 'vitest';
import { checkGradients } from '../../test/checkGradients.js';
import { devices } from '../../test/devices.js';
import { gradients } from '../gradients.js';
import { ShapeError } from '../shape.js';
import { Tensor } from '../tensor.js';
import { relu } from './relu.js';
import { sum } from './sum.js';

describe.each(devices)('relu on $name', (device) => {
  // Away from 0, where central differences are meaningless.
  const x = Tensor.from(device, [-2, 3, 0.5, -0.25], [2, 2]);

  test('cuts off below 0', async () => {
    const y = relu(x);
    expect(y.shape).toEqual([2, 2]);
    expect([...(await y.read())]).toEqual([0, 3, 0.5, 0]);
  });

  test('lets the gradient through where x is positive', async () => {
    const [dx] = gradients(sum(relu(x)), [x]);
    expect([...(await dx.read())]).toEqual([0, 1, 1, 0]);
  });

  test('at 0 the gradient is 0', async () => {
    const zero = Tensor.from(device, [0]);
    const [dZero] = gradients(relu(zero), [zero]);
    expect([...(await dZero.read())]).toEqual([0]);
  });

  test('infinity passes', async () => {
    const y = relu(Tensor.from(device, [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]));
    expect([...(await y.read())]).toEqual([Number.POSITIVE_INFINITY, 0]);
  });

  // On a GPU the larger of NaN and 0 may be 0.
  test('NaN stays NaN', async () => {
    expect([...(await relu(Tensor.from(device, [Number.NaN])).read())]).toEqual([Number.NaN]);
  });

  test('its gradient agrees with central differences', () => checkGradients(relu, [x]));

  test('takes float32 only', () => {
    expect(() => relu(Tensor.from(device, [1, 2], [2], 'int32'))).toThrow(
      new ShapeError(`relu: x [2] is int32; must be float32; make it so in Tensor.from (${device.name})`),
    );
  });
});
