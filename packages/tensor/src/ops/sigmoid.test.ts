import { describe, expect, test } from 'vitest';
import { checkGradients } from '../../test/checkGradients.js';
import { devices } from '../../test/devices.js';
import { elementary, expectClose } from '../../test/tolerance.js';
import { gradients } from '../gradients.js';
import { ShapeError } from '../shape.js';
import { Tensor } from '../tensor.js';
import { sigmoid } from './sigmoid.js';
import { sum } from './sum.js';

describe.each(devices)('sigmoid on $name', (device) => {
  // 1 / (1 + 1), 1 / (1 + 1/3) and 1 / (1 + 3).
  const x = Tensor.from(device, [0, Math.log(3), -Math.log(3)]);

  test('NaN stays NaN', async () => {
    expect([...(await sigmoid(Tensor.from(device, [Number.NaN])).read())]).toEqual([Number.NaN]);
  });

  test('is one half at 0, and symmetric about it', async () => {
    expectClose(await sigmoid(x).read(), [0.5, 0.75, 0.25], elementary);
  });

  test('has gradient y (1 - y)', async () => {
    const [dx] = gradients(sum(sigmoid(x)), [x]);
    expectClose(await dx.read(), [0.25, 0.1875, 0.1875], elementary);
  });

  test('is 0 and 1 far out, where e^-x overflows, with gradient 0', async () => {
    const far = Tensor.from(device, [-200, 200]);
    const y = sigmoid(far);
    expectClose(await y.read(), [0, 1], elementary);
    const [dFar] = gradients(sum(y), [far]);
    expectClose(await dFar.read(), [0, 0], elementary);
  });

  test('its gradient agrees with central differences', () => checkGradients(sigmoid, [x]));

  test('takes float32 only', () => {
    expect(() => sigmoid(Tensor.from(device, [1, 2], [2], 'int32'))).toThrow(
      new ShapeError(`sigmoid: x [2] is int32; must be float32; make it so in Tensor.from (${device.name})`),
    );
  });
});
