import { describe, expect, test } from 'vitest';
import { checkGradients } from '../../test/checkGradients.js';
import { devices } from '../../test/devices.js';
import { elementary, expectClose } from '../../test/tolerance.js';
import { gradients } from '../gradients.js';
import { ShapeError } from '../shape.js';
import { Tensor } from '../tensor.js';
import { sum } from './sum.js';
import { tanh } from './tanh.js';

describe.each(devices)('tanh on $name', (device) => {
  // tanh of ln 2 is (2 - 1/2) / (2 + 1/2) = 0.6.
  const x = Tensor.from(device, [0, Math.LN2, -Math.LN2]);

  test('NaN stays NaN', async () => {
    expect([...(await tanh(Tensor.from(device, [Number.NaN])).read())]).toEqual([Number.NaN]);
  });

  test('is odd, and 0 at 0', async () => {
    expectClose(await tanh(x).read(), [0, 0.6, -0.6], elementary);
  });

  test('has gradient 1 - tanh²', async () => {
    const [dx] = gradients(sum(tanh(x)), [x]);
    expectClose(await dx.read(), [1, 0.64, 0.64], elementary);
  });

  test('is 1 far out, where some drivers overflow, with gradient 0', async () => {
    const far = Tensor.from(device, [100, -100, Number.POSITIVE_INFINITY]);
    const y = tanh(far);
    expectClose(await y.read(), [1, -1, 1], elementary);
    const [dFar] = gradients(sum(y), [far]);
    expectClose(await dFar.read(), [0, 0, 0], elementary);
  });

  test('its gradient agrees with central differences', () => checkGradients(tanh, [x]));

  test('takes float32 only', () => {
    expect(() => tanh(Tensor.from(device, [1, 2], [2], 'int32'))).toThrow(
      new ShapeError(`tanh: x [2] is int32; must be float32; make it so in Tensor.from (${device.name})`),
    );
  });
});
