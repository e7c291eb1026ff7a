import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkGradients } from '../../test/checkGradients.js';
import { devices } from '../../test/devices.js';
import { broadcastPairs, elementAt, indicesOf } from '../../test/shapes.js';
import { expectClose } from '../../test/tolerance.js';
import { gradients } from '../gradients.js';
import { ShapeError } from '../shape.js';
import { Tensor } from '../tensor.js';
import { multiply } from './multiply.js';
import { sum } from './sum.js';

describe.each(devices)('multiply on $name', (device) => {
  const column = Tensor.from(device, [10, 20], [2, 1]);
  const row = Tensor.from(device, [1, 2, 3]);

  test('multiplies element by element, stretched to a table', async () => {
    const y = multiply(column, row);
    expect(y.shape).toEqual([2, 3]);
    expect([...(await y.read())]).toEqual([10, 20, 30, 20, 40, 60]);
  });

  test('a number without axes multiplies everything', async () => {
    const y = multiply(row, Tensor.from(device, [-2], []));
    expect([...(await y.read())]).toEqual([-2, -4, -6]);
  });

  test('each operand has the sum of what it was multiplied with as its gradient', async () => {
    const [dColumn, dRow] = gradients(sum(multiply(column, row)), [column, row]);
    expect([...(await dColumn.read())]).toEqual([6, 6]);
    expect([...(await dRow.read())]).toEqual([30, 30, 30]);
  });

  test('a square has gradient 2x', async () => {
    const [dRow] = gradients(sum(multiply(row, row)), [row]);
    expect([...(await dRow.read())]).toEqual([2, 4, 6]);
  });

  test('nothing times [1] is nothing, and the gradients have the shapes of the operands', () => {
    const [nothing, one] = [Tensor.from(device, [], [2, 0]), Tensor.from(device, [3], [1])];
    const [dNothing, dOne] = gradients(sum(multiply(nothing, one)), [nothing, one]);
    expect([dNothing.shape, dOne.shape]).toEqual([[2, 0], [1]]);
  });

  test('broadcasts as the plain definition does, for any shapes', async () => {
    await fc.assert(
      fc.asyncProperty(broadcastPairs, async ({ a, b, shape }) => {
        const y = multiply(Tensor.from(device, a.values, a.shape), Tensor.from(device, b.values, b.shape));
        expect(y.shape).toEqual(shape);
        expectClose(
          await y.read(),
          indicesOf(shape).map((index) => elementAt(a, index) * elementAt(b, index)),
        );
      }),
      { numRuns: 50 },
    );
  });

  test('its gradients agree with central differences', () =>
    checkGradients(multiply, [Tensor.from(device, [1, 2, 3, 4], [2, 1, 2]), Tensor.from(device, [5, 6, 7], [3, 1])]));

  test('names both shapes when they do not broadcast', () => {
    expect(() => multiply(Tensor.from(device, [1, 2]), row)).toThrow(
      new ShapeError(
        'multiply: [2] and [3] do not broadcast; each axis, from the last, must be equal or 1; reshape one of them',
      ),
    );
  });
});
