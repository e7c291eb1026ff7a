import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkGradients } from '../../test/checkGradients.js';
import { devices } from '../../test/devices.js';
import { broadcastPairs, elementAt, indicesOf } from '../../test/shapes.js';
import { expectClose } from '../../test/tolerance.js';
import { gradients } from '../gradients.js';
import { ShapeError } from '../shape.js';
import { Tensor } from '../tensor.js';
import { expand } from './expand.js';
import { multiply } from './multiply.js';
import { sum } from './sum.js';

describe.each(devices)('expand on $name', (device) => {
  const row = Tensor.from(device, [1, 2, 3]);
  const column = Tensor.from(device, [10, 20], [2, 1]);

  test('repeats a row below itself', async () => {
    const y = expand(row, [2, 3]);
    expect(y.shape).toEqual([2, 3]);
    expect([...(await y.read())]).toEqual([1, 2, 3, 1, 2, 3]);
  });

  test('repeats a column beside itself', async () => {
    expect([...(await expand(column, [2, 3]).read())]).toEqual([10, 10, 10, 20, 20, 20]);
  });

  test('sums the gradients of all repetitions', async () => {
    const weights = Tensor.from(device, [1, 2, 3, 4, 5, 6], [2, 3]);
    const [dColumn] = gradients(sum(multiply(expand(column, [2, 3]), weights)), [column]);
    expect(dColumn.shape).toEqual([2, 1]);
    expect([...(await dColumn.read())]).toEqual([6, 15]);
  });

  test('one number fills any shape, and none at all', async () => {
    const number = Tensor.from(device, [7], []);
    expect([...(await expand(number, [2, 2]).read())]).toEqual([7, 7, 7, 7]);
    expect(expand(number, [2, 0]).shape).toEqual([2, 0]);
  });

  test('reads each element where the plain definition does, for any shapes', async () => {
    await fc.assert(
      fc.asyncProperty(broadcastPairs, async ({ a, shape }) => {
        const y = expand(Tensor.from(device, a.values, a.shape), shape);
        expectClose(
          await y.read(),
          indicesOf(shape).map((index) => elementAt(a, index)),
        );
      }),
      { numRuns: 50 },
    );
  });

  test('its gradient agrees with central differences', () =>
    checkGradients((x) => expand(x, [2, 2, 3]), [Tensor.from(device, [1, 2, 3, 4], [2, 2, 1])]));

  test('names both shapes when x does not stretch that far', () => {
    expect(() => expand(row, [3, 2])).toThrow(
      new ShapeError(
        'expand: [3] and [3, 2] do not broadcast; each axis, from the last, must be equal or 1; reshape one of them',
      ),
    );
  });

  test('does not shrink', () => {
    expect(() => expand(row, [1])).toThrow(
      new ShapeError('expand: [3] to [1]; each axis, from the last, must be equal or 1 before'),
    );
  });

  test('a negative axis is no shape, even where x could stretch', () => {
    expect(() => expand(Tensor.from(device, [1]), [-2])).toThrow(
      new ShapeError('expand: [-2] is no shape; every axis must be a whole number, 0 or more'),
    );
  });
});
