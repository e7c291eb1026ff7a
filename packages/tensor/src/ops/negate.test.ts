import { describe, expect, test } from 'vitest';
import { checkGradients } from '../../test/checkGradients.js';
import { devices } from '../../test/devices.js';
import { gradients } from '../gradients.js';
import { ShapeError } from '../shape.js';
import { Tensor } from '../tensor.js';
import { negate } from './negate.js';
import { sum } from './sum.js';

describe.each(devices)('negate on $name', (device) => {
  const x = Tensor.from(device, [1, -2, 3.5, 4], [2, 2]);

  test('turns the sign of every element', async () => {
    const y = negate(x);
    expect(y.shape).toEqual([2, 2]);
    expect([...(await y.read())]).toEqual([-1, 2, -3.5, -4]);
  });

  test('has gradient -1', async () => {
    const [dx] = gradients(sum(negate(x)), [x]);
    expect([...(await dx.read())]).toEqual([-1, -1, -1, -1]);
  });

  test('of nothing is nothing', async () => {
    expect([...(await negate(Tensor.from(device, [], [0])).read())]).toEqual([]);
  });

  test('its gradient agrees with central differences', () => checkGradients(negate, [x]));

  test('takes float32 only', () => {
    expect(() => negate(Tensor.from(device, [1, 2], [2], 'int32'))).toThrow(
      new ShapeError(`negate: x [2] is int32; must be float32; make it so in Tensor.from (${device.name})`),
    );
  });
});
