import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkGradients } from '../../test/checkGradients.js';
import { devices } from '../../test/devices.js';
import { broadcastPairs, elementAt, indicesOf } from '../../test/shapes.js';
import { expectClose } from '../../test/tolerance.js';
import { gradients } from '../gradients.js';
import { ShapeError } from '../shape.js';
import { Tensor } from '../tensor.js';
import { subtract } from './subtract.js';
import { sum } from './sum.js';

describe.each(devices)('subtract on $name', (device) => {
  const column = Tensor.from(device, [10, 20], [2, 1]);
  const row = Tensor.from(device, [1, 2, 3]);

  test('takes the second from the first, stretched to a table', async () => {
    const y = subtract(column, row);
    expect(y.shape).toEqual([2, 3]);
    expect([...(await y.read())]).toEqual([9, 8, 7, 19, 18, 17]);
  });

  test('takes a number from every element', async () => {
    expect([...(await subtract(row, 0.5).read())]).toEqual([0.5, 1.5, 2.5]);
  });

  test('the second operand has the negative gradient', async () => {
    const [dColumn, dRow] = gradients(sum(subtract(column, row)), [column, row]);
    expect([...(await dColumn.read())]).toEqual([3, 3]);
    expect([...(await dRow.read())]).toEqual([-2, -2, -2]);
  });

  test('a tensor less itself has gradient 0', async () => {
    const [dRow] = gradients(sum(subtract(row, row)), [row]);
    expect([...(await dRow.read())]).toEqual([0, 0, 0]);
  });

  test('infinity less infinity is not a number', async () => {
    const x = Tensor.from(device, [Number.POSITIVE_INFINITY]);
    expect([...(await subtract(x, x).read())]).toEqual([Number.NaN]);
  });

  test('broadcasts as the plain definition does, for any shapes', async () => {
    await fc.assert(
      fc.asyncProperty(broadcastPairs, async ({ a, b, shape }) => {
        const y = subtract(Tensor.from(device, a.values, a.shape), Tensor.from(device, b.values, b.shape));
        expect(y.shape).toEqual(shape);
        expectClose(
          await y.read(),
          indicesOf(shape).map((index) => elementAt(a, index) - elementAt(b, index)),
        );
      }),
      { numRuns: 50 },
    );
  });

  test('its gradients agree with central differences', () =>
    checkGradients(subtract, [Tensor.from(device, [1, 2], [2, 1]), Tensor.from(device, [5, 6, 7], [1, 3])]));

  test('names both shapes when they do not broadcast', () => {
    expect(() => subtract(row, Tensor.from(device, [1, 2]))).toThrow(
      new ShapeError(
        'subtract: [3] and [2] do not broadcast; each axis, from the last, must be equal or 1; reshape one of them',
      ),
    );
  });
});
