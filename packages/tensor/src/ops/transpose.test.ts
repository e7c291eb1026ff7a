import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkGradients } from '../../test/checkGradients.js';
import { devices } from '../../test/devices.js';
import { arrays, elementAt, indicesOf } from '../../test/shapes.js';
import { expectClose } from '../../test/tolerance.js';
import { gradients } from '../gradients.js';
import { ShapeError } from '../shape.js';
import { Tensor } from '../tensor.js';
import { multiply } from './multiply.js';
import { sum } from './sum.js';
import { transpose } from './transpose.js';

const arraysWithOrder = arrays.chain((array) => {
  const axes = [...array.shape.keys()];
  return fc.record({
    array: fc.constant(array),
    order: fc.shuffledSubarray(axes, { minLength: axes.length }),
  });
});

describe.each(devices)('transpose on $name', (device) => {
  const x = Tensor.from(device, [1, 2, 3, 4, 5, 6], [2, 3]);

  test('swaps rows and columns', async () => {
    const y = transpose(x);
    expect(y.shape).toEqual([3, 2]);
    expect([...(await y.read())]).toEqual([1, 4, 2, 5, 3, 6]);
  });

  test('axis n of the result is axis order[n] of x', async () => {
    const y = transpose(Tensor.from(device, [1, 2, 3, 4, 5, 6], [1, 2, 3]), [2, 0, 1]);
    expect(y.shape).toEqual([3, 1, 2]);
    expect([...(await y.read())]).toEqual([1, 4, 2, 5, 3, 6]);
  });

  test('negative axes count from the end', async () => {
    expect([...(await transpose(x, [-1, 0]).read())]).toEqual([1, 4, 2, 5, 3, 6]);
  });

  test('carries each gradient back to the place it came from', async () => {
    const weights = Tensor.from(device, [1, 2, 3, 4, 5, 6], [3, 2]);
    const [dx] = gradients(sum(multiply(transpose(x), weights)), [x]);
    expect([...(await dx.read())]).toEqual([1, 3, 5, 2, 4, 6]);
  });

  test('a number without axes, and nothing, stay what they are', async () => {
    expect([...(await transpose(Tensor.from(device, [7], [])).read())]).toEqual([7]);
    expect(transpose(Tensor.from(device, [], [0, 2])).shape).toEqual([2, 0]);
  });

  test('puts every element where the order says, and back again', async () => {
    await fc.assert(
      fc.asyncProperty(arraysWithOrder, async ({ array, order }) => {
        const there = transpose(Tensor.from(device, array.values, array.shape), order);
        expect(there.shape).toEqual(order.map((axis) => array.shape[axis]));
        const expected = indicesOf(there.shape).map((index) =>
          elementAt(
            array,
            array.shape.map((_, axis) => index[order.indexOf(axis)]),
          ),
        );
        expectClose(await there.read(), expected);

        const back = transpose(
          there,
          order.map((_, axis) => order.indexOf(axis)),
        );
        expect(back.shape).toEqual(array.shape);
        expectClose(await back.read(), array.values);
      }),
      { numRuns: 50 },
    );
  });

  test('its gradient agrees with central differences', () =>
    checkGradients((x) => transpose(x, [1, 2, 0]), [Tensor.from(device, [1, 2, 3, 4, 5, 6], [1, 2, 3])]));

  test('an order that leaves an axis out is refused', () => {
    expect(() => transpose(x, [0])).toThrow(new ShapeError('transpose: order [0] of [2, 3]; must name each axis once'));
  });

  test('an order that names an axis twice is refused', () => {
    expect(() => transpose(x, [1, -1])).toThrow(
      new ShapeError('transpose: axes [1, 1] of [2, 3]; each axis may be named once'),
    );
  });
});
