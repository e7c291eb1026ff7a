import { describe, expect, test } from 'vitest';
import { checkGradients } from '../../test/checkGradients.js';
import { devices } from '../../test/devices.js';
import { elementary, expectClose } from '../../test/tolerance.js';
import { gradients } from '../gradients.js';
import { ShapeError } from '../shape.js';
import { Tensor } from '../tensor.js';
import { exp } from './exp.js';
import { sum } from './sum.js';

describe.each(devices)('exp on $name', (device) => {
  // ln 2 and -ln 2: the results can be checked in the head.
  const x = Tensor.from(device, [0, Math.LN2, -Math.LN2]);

  test('raises e to each element', async () => {
    expectClose(await exp(x).read(), [1, 2, 0.5], elementary);
  });

  test('is its own gradient', async () => {
    const [dx] = gradients(sum(exp(x)), [x]);
    expectClose(await dx.read(), [1, 2, 0.5], elementary);
  });

  test('falls to 0 and grows to infinity beyond float32', async () => {
    const y = exp(Tensor.from(device, [-200, 200]));
    expect([...(await y.read())]).toEqual([0, Number.POSITIVE_INFINITY]);
  });

  // Some adapters make infinity of it.
  test('NaN stays NaN', async () => {
    expect([...(await exp(Tensor.from(device, [Number.NaN])).read())]).toEqual([Number.NaN]);
  });

  test('a number without axes stays one', async () => {
    const y = exp(Tensor.from(device, [0], []));
    expect(y.shape).toEqual([]);
    expectClose(await y.read(), [1], elementary);
  });

  test('its gradient agrees with central differences', () => checkGradients(exp, [x]));

  test('takes float32 only', () => {
    expect(() => exp(Tensor.from(device, [1, 2], [1, 2], 'int32'))).toThrow(
      new ShapeError(`exp: x [1, 2] is int32; must be float32; make it so in Tensor.from (${device.name})`),
    );
  });
});
