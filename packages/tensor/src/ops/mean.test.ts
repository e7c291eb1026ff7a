import { describe, expect, test } from 'vitest';
import { checkGradients } from '../../test/checkGradients.js';
import { devices } from '../../test/devices.js';
import { arithmetic, expectClose } from '../../test/tolerance.js';
import { gradients } from '../gradients.js';
import { ShapeError } from '../shape.js';
import { Tensor } from '../tensor.js';
import { mean } from './mean.js';

describe.each(devices)('mean on $name', (device) => {
  const x = Tensor.from(device, [1, 2, 3, 6], [2, 2]);

  test('is the sum over the count', async () => {
    const y = mean(x);
    expect(y.shape).toEqual([]);
    expect([...(await y.read())]).toEqual([3]);
  });

  test('counts only the axes named', async () => {
    expect([...(await mean(x, 0).read())]).toEqual([2, 4]);
    expect([...(await mean(x, -1).read())]).toEqual([1.5, 4.5]);
  });

  test('keeps the axes with length 1 when asked', () => {
    expect(mean(x, 1, { keepAxes: true }).shape).toEqual([2, 1]);
  });

  test('every element has one share of the gradient', async () => {
    const [dx] = gradients(mean(x), [x]);
    expect([...(await dx.read())]).toEqual([0.25, 0.25, 0.25, 0.25]);
  });

  test('a third is a third', async () => {
    expectClose(await mean(Tensor.from(device, [1, 0, 0])).read(), [1 / 3], arithmetic);
  });

  test('over nothing it is not a number', async () => {
    expect([...(await mean(Tensor.from(device, [], [0])).read())]).toEqual([Number.NaN]);
  });

  test('a long one takes its passes, and is divided once', async () => {
    const values = Array.from({ length: 2_048 }, (_, n) => n);
    expect([...(await mean(Tensor.from(device, values)).read())]).toEqual([1023.5]);
  });

  test('its gradient agrees with central differences', () => checkGradients((x) => mean(x, 1), [x]));

  test('an axis that x does not have is refused', () => {
    expect(() => mean(x, -3)).toThrow(new ShapeError('mean: axis -3 of [2, 2]; must be a whole number from -2 to 1'));
  });
});
