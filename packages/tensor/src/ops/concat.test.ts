import { describe, expect, test } from 'vitest';
import { checkGradients } from '../../test/checkGradients.js';
import { devices } from '../../test/devices.js';
import { gradients } from '../gradients.js';
import { ShapeError } from '../shape.js';
import { Tensor } from '../tensor.js';
import { concat } from './concat.js';
import { multiply } from './multiply.js';
import { sum } from './sum.js';

describe.each(devices)('concat on $name', (device) => {
  const a = Tensor.from(device, [1, 2], [2, 1]);
  const b = Tensor.from(device, [3, 4, 5, 6], [2, 2]);

  test('puts tensors beside each other along an axis', async () => {
    const y = concat([a, b], 1);
    expect(y.shape).toEqual([2, 3]);
    expect([...(await y.read())]).toEqual([1, 3, 4, 2, 5, 6]);
  });

  test('puts tensors below each other along the first', async () => {
    const y = concat([b, b], 0);
    expect(y.shape).toEqual([4, 2]);
    expect([...(await y.read())]).toEqual([3, 4, 5, 6, 3, 4, 5, 6]);
  });

  test('a negative axis counts from the end', async () => {
    expect([...(await concat([b, a], -1).read())]).toEqual([3, 4, 1, 5, 6, 2]);
  });

  test('each part has the gradient of its own place', async () => {
    const weights = Tensor.from(device, [1, 2, 3, 4, 5, 6], [2, 3]);
    const [da, db] = gradients(sum(multiply(concat([a, b], 1), weights)), [a, b]);
    expect([...(await da.read())]).toEqual([1, 4]);
    expect([...(await db.read())]).toEqual([2, 3, 5, 6]);
  });

  test('a part given twice has the sum of both gradients', async () => {
    const weights = Tensor.from(device, [1, 2, 3, 4], [2, 2]);
    const [da] = gradients(sum(multiply(concat([a, a], 1), weights)), [a]);
    expect([...(await da.read())]).toEqual([3, 7]);
  });

  test('empty parts take no room', async () => {
    const empty = Tensor.from(device, [], [2, 0]);
    const y = concat([empty, a, empty], 1);
    expect(y.shape).toEqual([2, 1]);
    expect([...(await y.read())]).toEqual([1, 2]);
    const [dEmpty] = gradients(sum(y), [empty]);
    expect(dEmpty.shape).toEqual([2, 0]);
  });

  test('one part is itself', async () => {
    expect([...(await concat([b], 0).read())]).toEqual([3, 4, 5, 6]);
  });

  test('its gradients agree with central differences', () =>
    checkGradients(
      (...parts) => concat(parts, 1),
      [Tensor.from(device, [1, 2, 3, 4], [2, 1, 2]), Tensor.from(device, [5, 6, 7, 8, 9, 10, 11, 12], [2, 2, 2])],
    ));

  test('names both shapes when another axis differs', () => {
    expect(() => concat([a, b], 0)).toThrow(
      new ShapeError('concat: [2, 2] beside [2, 1] along axis 0; all other axes must be equal'),
    );
  });

  test('parts of different rank are refused', () => {
    expect(() => concat([a, Tensor.from(device, [1, 2])], 0)).toThrow(
      new ShapeError('concat: [2] beside [2, 1] along axis 0; all other axes must be equal'),
    );
  });

  test('an empty list is refused', () => {
    expect(() => concat([], 0)).toThrow(new ShapeError('concat: no tensors; must be at least one; check the list'));
  });

  test('numbers without axes have no axis to lie along', () => {
    const number = Tensor.from(device, [1], []);
    expect(() => concat([number, number], 0)).toThrow(
      new ShapeError('concat: axis 0 of []; there are no axes; reshape it'),
    );
  });
});
