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

const reductions = arrays.chain((array) =>
  fc.record({ array: fc.constant(array), axes: fc.subarray([...array.shape.keys()]) }),
);

describe.each(devices)('sum on $name', (device) => {
  const x = Tensor.from(device, [1, 2, 3, 4, 5, 6], [2, 3]);

  test('adds everything up when no axis is named', async () => {
    const y = sum(x);
    expect(y.shape).toEqual([]);
    expect([...(await y.read())]).toEqual([21]);
  });

  test('adds up along the axes named', async () => {
    expect([...(await sum(x, 0).read())]).toEqual([5, 7, 9]);
    expect([...(await sum(x, [1]).read())]).toEqual([6, 15]);
  });

  test('a negative axis counts from the end', async () => {
    expect([...(await sum(x, -2).read())]).toEqual([5, 7, 9]);
  });

  test('keeps the axes with length 1 when asked', () => {
    expect(sum(x, 1, { keepAxes: true }).shape).toEqual([2, 1]);
    expect(sum(x, undefined, { keepAxes: true }).shape).toEqual([1, 1]);
  });

  test('gives every summand the gradient of its sum', async () => {
    const [dx] = gradients(sum(multiply(sum(x, 1), Tensor.from(device, [10, 20]))), [x]);
    expect([...(await dx.read())]).toEqual([10, 10, 10, 20, 20, 20]);
  });

  test('over nothing it is 0', async () => {
    expect([...(await sum(Tensor.from(device, [], [2, 0]), 1).read())]).toEqual([0, 0]);
    expect([...(await sum(Tensor.from(device, [], [0])).read())]).toEqual([0]);
  });

  test('over no axes, it is x', async () => {
    expect([...(await sum(x, []).read())]).toEqual([1, 2, 3, 4, 5, 6]);
    expect([...(await sum(Tensor.from(device, [7], [])).read())]).toEqual([7]);
  });

  test('agrees with the plain definition for any shape and axes', async () => {
    await fc.assert(
      fc.asyncProperty(reductions, async ({ array, axes }) => {
        const { shape } = array;
        const y = sum(Tensor.from(device, array.values, shape), axes, { keepAxes: true });
        expect(y.shape).toEqual(shape.map((length, axis) => (axes.includes(axis) ? 1 : length)));
        const within = indicesOf(shape.map((length, axis) => (axes.includes(axis) ? length : 1)));
        const expected = indicesOf(y.shape).map((base) =>
          within
            .map((step) =>
              elementAt(
                array,
                base.map((at, axis) => at + step[axis]),
              ),
            )
            .reduce((total, value) => total + value, 0),
        );
        expectClose(await y.read(), expected);
      }),
      { numRuns: 50 },
    );
  });

  // Long enough for several passes; whole numbers, so that the order does not show.
  test.each([
    { shape: [300_000], axes: [0] },
    { shape: [3, 5_000], axes: [1] },
    { shape: [5_000, 3], axes: [0] },
    { shape: [40, 3, 50], axes: [0, 2] },
    { shape: [5_000, 2], axes: [1] },
    { shape: [513], axes: [0] },
  ])('a long sum has every element once: $shape over $axes', async ({ shape, axes }) => {
    const size = shape.reduce((product, length) => product * length, 1);
    const values = Array.from({ length: size }, (_, n) => (n % 13) - 5);
    const y = sum(Tensor.from(device, values, shape), axes);
    const expected = new Array<number>(y.size).fill(0);
    const kept = shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
    indicesOf(shape).forEach((index, n) => {
      expected[kept.reduce((place, axis) => place * shape[axis] + index[axis], 0)] += values[n];
    });
    expectClose(await y.read(), expected);
  });

  test('its gradient agrees with central differences', () =>
    checkGradients((x) => sum(x, [0, 2]), [Tensor.from(device, [1, 2, 3, 4, 5, 6, 7, 8], [2, 2, 2])]));

  test('an axis that x does not have is refused', () => {
    expect(() => sum(x, 2)).toThrow(new ShapeError('sum: axis 2 of [2, 3]; must be a whole number from -2 to 1'));
  });

  test('an axis named twice is refused', () => {
    expect(() => sum(x, [0, -2])).toThrow(new ShapeError('sum: axes [0, 0] of [2, 3]; each axis may be named once'));
  });
});
