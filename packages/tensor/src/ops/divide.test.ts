import { describe, expect, test } from 'vitest';
import { checkGradients } from '../../test/checkGradients.js';
import { devices } from '../../test/devices.js';
import { arithmetic, expectClose } from '../../test/tolerance.js';
import { gradients } from '../gradients.js';
import { ShapeError } from '../shape.js';
import { Tensor } from '../tensor.js';
import { divide } from './divide.js';
import { sum } from './sum.js';

describe.each(devices)('divide on $name', (device) => {
  const column = Tensor.from(device, [12, 24], [2, 1]);
  const row = Tensor.from(device, [1, 2, 3]);

  test('divides element by element, stretched to a table', async () => {
    const y = divide(column, row);
    expect(y.shape).toEqual([2, 3]);
    expectClose(await y.read(), [12, 6, 4, 24, 12, 8], arithmetic);
  });

  test('divides every element by a number', async () => {
    expectClose(await divide(row, 4).read(), [0.25, 0.5, 0.75], arithmetic);
  });

  test('1 / b has gradient -1 / b²', async () => {
    const b = Tensor.from(device, [1, 2, 4]);
    const [db] = gradients(sum(divide(Tensor.from(device, [1], []), b)), [b]);
    expectClose(await db.read(), [-1, -1 / 4, -1 / 16], arithmetic);
  });

  test('a tensor divided by itself has gradient 0', async () => {
    const [dRow] = gradients(sum(divide(row, row)), [row]);
    expectClose(await dRow.read(), [0, 0, 0], arithmetic);
  });

  // WGSL leaves division by zero open; IEEE 754 does not.
  test('by zero is infinite, and zero by zero not a number', async () => {
    const y = divide(Tensor.from(device, [1, -1, 0]), 0);
    expect([...(await y.read())]).toEqual([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN]);
  });

  test('nothing divided by [] is nothing', async () => {
    const y = divide(Tensor.from(device, [], [0, 2]), Tensor.from(device, [2], []));
    expect(y.shape).toEqual([0, 2]);
    expect([...(await y.read())]).toEqual([]);
  });

  test('its gradients agree with central differences', () =>
    checkGradients(divide, [Tensor.from(device, [1, 2, 3, 4], [2, 1, 2]), Tensor.from(device, [5, -6, 7], [3, 1])]));

  test('names both shapes when they do not broadcast', () => {
    expect(() => divide(row, Tensor.from(device, [1, 2]))).toThrow(
      new ShapeError(
        'divide: [3] and [2] do not broadcast; each axis, from the last, must be equal or 1; reshape one of them',
      ),
    );
  });
});
