import { describe, expect, test } from 'vitest';
import { checkGradients } from '../../test/checkGradients.js';
import { devices } from '../../test/devices.js';
import { arithmetic, expectClose } from '../../test/tolerance.js';
import { gradients } from '../gradients.js';
import { ShapeError } from '../shape.js';
import { Tensor } from '../tensor.js';
import { sqrt } from './sqrt.js';
import { sum } from './sum.js';

describe.each(devices)('sqrt on $name', (device) => {
  const x = Tensor.from(device, [1, 4, 0.25]);

  test('is the square root', async () => {
    expectClose(await sqrt(x).read(), [1, 2, 0.5], arithmetic);
  });

  test('has gradient 1 / (2 √x)', async () => {
    const [dx] = gradients(sum(sqrt(x)), [x]);
    expectClose(await dx.read(), [0.5, 0.25, 1], arithmetic);
  });

  test('is 0 at 0', async () => {
    expectClose(await sqrt(Tensor.from(device, [0])).read(), [0]);
  });

  // WGSL leaves division by zero and roots of negative numbers open.
  test('has an infinite gradient at 0, and is NaN below', async () => {
    const zero = Tensor.from(device, [0]);
    const [dZero] = gradients(sqrt(zero), [zero]);
    expect([...(await dZero.read())]).toEqual([Number.POSITIVE_INFINITY]);
    expect([...(await sqrt(Tensor.from(device, [-1])).read())]).toEqual([Number.NaN]);
  });

  test('its gradient agrees with central differences', () => checkGradients(sqrt, [x]));

  test('takes float32 only', () => {
    expect(() => sqrt(Tensor.from(device, [1, 4], [2], 'int32'))).toThrow(
      new ShapeError(`sqrt: x [2] is int32; must be float32; make it so in Tensor.from (${device.name})`),
    );
  });
});
