import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkGradients } from '../../test/checkGradients.js';
import { devices } from '../../test/devices.js';
import { arrays, elementAt, indicesOf } from '../../test/shapes.js';
import { expectClose } from '../../test/tolerance.js';
import { gradients } from '../gradients.js';
import { ShapeError } from '../shape.js';
import { Tensor } from '../tensor.js';
import { max } from './max.js';
import { multiply } from './multiply.js';
import { sum } from './sum.js';

const reductions = arrays
  .chain((array) => fc.record({ array: fc.constant(array), axes: fc.subarray([...array.shape.keys()]) }))
  .filter(({ array, axes }) => axes.every((axis) => array.shape[axis] > 0));

describe.each(devices)('max on $name', (device) => {
  const x = Tensor.from(device, [1, 5, 3, 4, 2, 6], [2, 3]);

  test('is the largest of all when no axis is named', async () => {
    const y = max(x);
    expect(y.shape).toEqual([]);
    expect([...(await y.read())]).toEqual([6]);
  });

  test('is the largest along the axes named', async () => {
    expect([...(await max(x, 0).read())]).toEqual([4, 5, 6]);
    expect([...(await max(x, -1).read())]).toEqual([5, 6]);
  });

  test('keeps the axes with length 1 when asked', () => {
    expect(max(x, 1, { keepAxes: true }).shape).toEqual([2, 1]);
  });

  test('the winner takes the gradient', async () => {
    const [dx] = gradients(sum(multiply(max(x, 1), Tensor.from(device, [10, 20]))), [x]);
    expect([...(await dx.read())]).toEqual([0, 10, 0, 0, 0, 20]);
  });

  test('of equal values, the first takes the gradient', async () => {
    const tied = Tensor.from(device, [1, 7, 7, 1]);
    const [dTied] = gradients(max(tied), [tied]);
    expect([...(await dTied.read())]).toEqual([0, 1, 0, 0]);
  });

  test('all may be negative', async () => {
    expect([...(await max(Tensor.from(device, [-3, -1, -2])).read())]).toEqual([-1]);
  });

  test('a NaN wins, wherever it stands', async () => {
    const y = max(Tensor.from(device, [Number.NaN, 1, 2, 1, Number.NaN, 2, 1, 2, Number.NaN], [3, 3]), 1);
    expect([...(await y.read())]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  });

  test('minus infinity is larger than nothing', async () => {
    const lowest = Tensor.from(device, [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY]);
    expect([...(await max(lowest).read())]).toEqual([Number.NEGATIVE_INFINITY]);
  });

  test('of no rows there are no largest elements', () => {
    expect(max(Tensor.from(device, [], [0, 3]), 1).shape).toEqual([0]);
  });

  test('a number without axes is its own largest, with gradient 1', async () => {
    const number = Tensor.from(device, [-7], []);
    const y = max(number);
    expect([...(await y.read())]).toEqual([-7]);
    const [dNumber] = gradients(y, [number]);
    expect([...(await dNumber.read())]).toEqual([1]);
  });

  test('agrees with the plain definition for any shape and axes', async () => {
    await fc.assert(
      fc.asyncProperty(reductions, async ({ array, axes }) => {
        const { shape } = array;
        const y = max(Tensor.from(device, array.values, shape), axes, { keepAxes: true });
        const within = indicesOf(shape.map((length, axis) => (axes.includes(axis) ? length : 1)));
        const expected = indicesOf(y.shape).map((base) =>
          Math.max(
            ...within.map((step) =>
              elementAt(
                array,
                base.map((at, axis) => at + step[axis]),
              ),
            ),
          ),
        );
        expectClose(await y.read(), expected);
      }),
      { numRuns: 50 },
    );
  });

  // No two values are equal: at a tie central differences are meaningless.
  test('in a long row the largest wins wherever it is, the first of equals', async () => {
    for (const winner of [0, 1, 255, 256, 1_999]) {
      const values = new Array<number>(2_000).fill(-7);
      values[winner] = 5;
      values[1_999] = 5;
      const x = Tensor.from(device, values);
      const y = max(x);
      expect([...(await y.read())]).toEqual([5]);
      const [dx] = gradients(y, [x]);
      expect([...(await dx.read())].indexOf(1)).toBe(winner);
    }
  });

  test('in a long row a NaN wins, the first of several', async () => {
    const values = new Array<number>(2_000).fill(7);
    values[3] = Number.NaN;
    values[258] = Number.NaN;
    const x = Tensor.from(device, values, [2, 1_000]);
    const y = max(x, 1);
    expect([...(await y.read())]).toEqual([Number.NaN, 7]);
    const [dx] = gradients(sum(y), [x]);
    expect([...(await dx.read())].flatMap((share, n) => (share === 1 ? [n] : []))).toEqual([3, 1_000]);
  });

  test('its gradient agrees with central differences', () =>
    checkGradients((x) => max(x, [0, 2]), [Tensor.from(device, [1, 8, 3, 4, 5, 6, 7, 2], [2, 2, 2])]));

  test('nothing has no largest element', () => {
    expect(() => max(Tensor.from(device, [], [2, 0]), 1)).toThrow(
      new ShapeError('max: [2, 0] has nothing along axes [1]; each must be at least 1 long'),
    );
  });

  test('an axis that x does not have is refused', () => {
    expect(() => max(x, 0.5)).toThrow(new ShapeError('max: axis 0.5 of [2, 3]; must be a whole number from -2 to 1'));
  });
});
