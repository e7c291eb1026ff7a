import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkGradients } from '../../test/checkGradients.js';
import { devices } from '../../test/devices.js';
import { elementAt, filled, indicesOf } from '../../test/shapes.js';
import { expectClose } from '../../test/tolerance.js';
import { gradients } from '../gradients.js';
import { ShapeError } from '../shape.js';
import { Tensor } from '../tensor.js';
import { matmul } from './matmul.js';
import { sum } from './sum.js';

// Up to 9 along the inner axis: bodies that take four steps at a time have ragged ends.
const products = fc
  .record({ batch: fc.array(fc.nat(2), { maxLength: 2 }), rows: fc.nat(5), inner: fc.nat(9), columns: fc.nat(6) })
  .chain(({ batch, rows, inner, columns }) =>
    fc.record({
      a: filled([...batch, rows, inner]),
      b: filled([inner, columns]),
      c: filled([...batch, inner, columns]),
    }),
  );

describe.each(devices)('matmul on $name', (device) => {
  const a = Tensor.from(device, [1, 2, 3, 4], [2, 2]);
  const b = Tensor.from(device, [10, 100, 1, 0], [2, 2]);

  test('multiplies rows with columns', async () => {
    expect([...(await matmul(a, b).read())]).toEqual([12, 100, 34, 300]);
  });

  test('multiplies each matrix of a batch with the one it meets', async () => {
    const many = Tensor.from(device, [1, 2, 3, 4], [2, 1, 2]);
    const y = matmul(many, Tensor.from(device, [1, 1, 10, 100], [2, 2, 1]));
    expect(y.shape).toEqual([2, 1, 1]);
    expect([...(await y.read())]).toEqual([3, 430]);
  });

  test('one matrix meets every matrix of a batch', async () => {
    const y = matmul(Tensor.from(device, [1, 1], [1, 2]), Tensor.from(device, [1, 2, 3, 4], [2, 1, 2, 1]));
    expect(y.shape).toEqual([2, 1, 1, 1]);
    expect([...(await y.read())]).toEqual([3, 7]);
  });

  test('the gradient of a is what its columns meet in b, and the other way round', async () => {
    const [da, db] = gradients(sum(matmul(a, b)), [a, b]);
    expect([...(await da.read())]).toEqual([110, 1, 110, 1]);
    expect([...(await db.read())]).toEqual([4, 4, 6, 6]);
  });

  test('a matrix shared by a batch has the sum of the gradients', async () => {
    const shared = Tensor.from(device, [1, 1], [2, 1]);
    const [dShared] = gradients(sum(matmul(Tensor.from(device, [1, 2, 3, 4], [2, 1, 2]), shared)), [shared]);
    expect([...(await dShared.read())]).toEqual([4, 6]);
  });

  test('over an inner axis of length 0 it is 0', async () => {
    const y = matmul(Tensor.from(device, [], [2, 0]), Tensor.from(device, [], [0, 1]));
    expect(y.shape).toEqual([2, 1]);
    expect([...(await y.read())]).toEqual([0, 0]);
  });

  test('agrees with the plain definition on ragged and empty sizes', async () => {
    await fc.assert(
      fc.asyncProperty(products, async ({ a, b, c }) => {
        for (const right of [b, c]) {
          const y = matmul(Tensor.from(device, a.values, a.shape), Tensor.from(device, right.values, right.shape));
          expect(y.shape).toEqual([...a.shape.slice(0, -1), b.shape[1]]);
          const expected = indicesOf(y.shape).map((index) => {
            const [before, column] = [index.slice(0, -1), index[index.length - 1]];
            let total = 0;
            for (let k = 0; k < b.shape[0]; k++) {
              total += elementAt(a, [...before, k]) * elementAt(right, [...before.slice(0, -1), k, column]);
            }
            return total;
          });
          expectClose(await y.read(), expected);
        }
      }),
      { numRuns: 50 },
    );
  });

  test('its gradients agree with central differences', () =>
    checkGradients(matmul, [
      Tensor.from(device, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], [2, 2, 3]),
      Tensor.from(device, [3, 1, 4, 1, 5, 9], [3, 2]),
    ]));

  test('names both shapes when the inner axes differ', () => {
    expect(() => matmul(a, Tensor.from(device, [1, 2, 3], [3, 1]))).toThrow(
      new ShapeError(
        'matmul: [2, 2] · [3, 1]; the last axis of the first must be the last but one of the second; transpose one',
      ),
    );
  });

  test('a vector is no matrix', () => {
    expect(() => matmul(a, Tensor.from(device, [1, 2]))).toThrow(
      new ShapeError(
        'matmul: [2, 2] · [2]; the last axis of the first must be the last but one of the second; transpose one',
      ),
    );
  });
});
