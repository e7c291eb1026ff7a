import { describe, expect, test } from 'vitest';
import { checkGradients } from '../../test/checkGradients.js';
import { devices } from '../../test/devices.js';
import { arithmetic, elementary, expectClose } from '../../test/tolerance.js';
import { gradients } from '../gradients.js';
import { ShapeError } from '../shape.js';
import { Tensor } from '../tensor.js';
import { log } from './log.js';
import { sum } from './sum.js';

describe.each(devices)('log on $name', (device) => {
  const x = Tensor.from(device, [1, 2, 0.5, Math.E]);

  test('is the natural logarithm', async () => {
    expectClose(await log(x).read(), [0, Math.LN2, -Math.LN2, 1], elementary);
  });

  test('has gradient 1 / x', async () => {
    const [dx] = gradients(sum(log(x)), [x]);
    expectClose(await dx.read(), [1, 0.5, 2, 1 / Math.E], arithmetic);
  });

  // An adapter may give any large negative number at 0, and anything below.
  test('is -Infinity at 0 and NaN below', async () => {
    const y = log(Tensor.from(device, [0, -1]));
    expect([...(await y.read())]).toEqual([Number.NEGATIVE_INFINITY, Number.NaN]);
  });

  test('of nothing is nothing', async () => {
    expect([...(await log(Tensor.from(device, [], [0])).read())]).toEqual([]);
  });

  test('its gradient agrees with central differences', () => checkGradients(log, [x]));

  test('takes float32 only', () => {
    expect(() => log(Tensor.from(device, [1, 2], [2], 'int32'))).toThrow(
      new ShapeError(`log: x [2] is int32; must be float32; make it so in Tensor.from (${device.name})`),
    );
  });
});
