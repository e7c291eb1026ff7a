import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkGradients } from '../../test/checkGradients.js';
import { devices } from '../../test/devices.js';
import { gradients } from '../gradients.js';
import { Indices } from '../indices.js';
import { ShapeError } from '../shape.js';
import { Tensor } from '../tensor.js';
import { embedding } from './embedding.js';
import { multiply } from './multiply.js';
import { sum } from './sum.js';

describe.each(devices)('embedding on $name', (device) => {
  // Three words, two dimensions: word r is [r, 10 r].
  const table = Tensor.from(device, [0, 0, 1, 10, 2, 20], [3, 2]);

  test('looks rows up by number, in the order asked for, as often as asked for', async () => {
    const y = embedding(table, new Indices(device, [2, 1, 2], [3], 3));
    expect(y.shape).toEqual([3, 2]);
    expect([...(await y.read())]).toEqual([2, 20, 1, 10, 2, 20]);
  });

  test('puts the dimensions behind the shape of the indices', async () => {
    const y = embedding(table, new Indices(device, [0, 1, 2, 1], [2, 2], 3));
    expect(y.shape).toEqual([2, 2, 2]);
    expect([...(await y.read())]).toEqual([0, 0, 1, 10, 2, 20, 1, 10]);
    expect(embedding(table, new Indices(device, [1], [], 3)).shape).toEqual([2]);
  });

  test('a row gets the sum of the gradients at its positions; a row that does not occur gets 0', async () => {
    const y = embedding(table, new Indices(device, [2, 1, 2], [3], 3));
    const weights = Tensor.from(device, [1, 2, 3, 4, 50, 60], [3, 2]);
    const [dTable] = gradients(sum(multiply(y, weights)), [table]);
    expect(dTable.shape).toEqual([3, 2]);
    expect([...(await dTable.read())]).toEqual([0, 0, 3, 4, 51, 62]);
  });

  test('the first and the last row are rows like others', async () => {
    const y = embedding(table, new Indices(device, [2, 0], [2], 3));
    expect([...(await y.read())]).toEqual([2, 20, 0, 0]);
    const weights = Tensor.from(device, [5, 6, 7, 8], [2, 2]);
    const [dTable] = gradients(sum(multiply(y, weights)), [table]);
    expect([...(await dTable.read())]).toEqual([7, 8, 0, 0, 5, 6]);
  });

  test('a row that occurs 10,000 times gets all 10,000 gradients', async () => {
    const times = 10_000;
    const ids = Array.from({ length: times + 2 }, (_, n) => (n === 7 || n === 9_000 ? 2 : 1));
    const y = embedding(table, new Indices(device, ids, [ids.length], 3));
    const [dTable] = gradients(sum(y), [table]);
    expect([...(await dTable.read())]).toEqual([0, 0, times, times, 2, 2]);
  });

  test('nothing that was in memory before shows', async () => {
    const y = embedding(table, new Indices(device, [-1, 1], [2], 3));
    // Freed memory is handed out again as it is.
    for (const left of [1, 2, 3, 4].map(() => Tensor.from(device, new Float32Array(64).fill(99)))) left.dispose();
    const [dTable] = gradients(sum(y), [table]);
    expect([...(await dTable.read())]).toEqual([0, 0, 1, 1, 0, 0]);
  });

  test('the gradient has the same bits every time', async () => {
    const ids = Array.from({ length: 500 }, (_, n) => (n * n) % 3);
    const weights = Tensor.from(
      device,
      Array.from({ length: 1000 }, (_, n) => Math.sin(n)),
      [500, 2],
    );
    const gradient = async () => {
      const [dTable] = gradients(sum(multiply(embedding(table, new Indices(device, ids, [500], 3)), weights)), [table]);
      return [...(await dTable.read())];
    };
    expect(await gradient()).toEqual(await gradient());
  });

  test('a table of one row and one dimension', async () => {
    const one = Tensor.from(device, [7], [1, 1]);
    const y = embedding(one, new Indices(device, [0, 0], [2], 1));
    expect([...(await y.read())]).toEqual([7, 7]);
    const [dOne] = gradients(sum(y), [one]);
    expect([...(await dOne.read())]).toEqual([2]);
  });

  test('no indices give no rows, and a gradient of zeros', async () => {
    const y = embedding(table, new Indices(device, [], [0, 5], 3));
    expect(y.shape).toEqual([0, 5, 2]);
    expect([...(await y.read())]).toEqual([]);
    const [dTable] = gradients(sum(y), [table]);
    expect([...(await dTable.read())]).toEqual([0, 0, 0, 0, 0, 0]);
  });

  test('-1 is no row: zeros, even where row 0 is none, and no gradient to any row', async () => {
    const named = Tensor.from(device, [Number.NaN, 7, 8], [3, 1]);
    const y = embedding(named, new Indices(device, [-1, 1, -1, 2], [4], 3));
    expect([...(await y.read())]).toEqual([0, 7, 0, 8]);
    const weights = Tensor.from(device, [10, 20, 30, 40], [4, 1]);
    const [gradient] = gradients(sum(multiply(y, weights)), [named]);
    expect([...(await gradient.read())]).toEqual([0, 20, 40]);
  });

  test('a NaN reaches the positions that name its row, no others', async () => {
    const spoilt = Tensor.from(device, [1, Number.NaN, 3], [3, 1]);
    const y = embedding(spoilt, new Indices(device, [0, 1, 2, 1], [4], 3));
    expect([...(await y.read())]).toEqual([1, Number.NaN, 3, Number.NaN]);
  });

  test('its gradient agrees with central differences', () => {
    const small = Tensor.from(device, [0.3, -1.2, 0.7, 2.1, -0.4, 0.9, 1.6, -0.8], [4, 2]);
    return checkGradients((t) => embedding(t, new Indices(t.device, [3, 0, 0, 2, 3, -1], [2, 3], 4)), [small]);
  });

  test('its gradient is the plain scatter-add, for any ids', () =>
    fc.assert(
      fc.asyncProperty(problem, async ({ ids, rows, dimensions }) => {
        const values = Tensor.from(device, new Float32Array(rows * dimensions), [rows, dimensions]);
        // Whole numbers, so that the order of summation does not show.
        const dy = Array.from({ length: ids.length * dimensions }, (_, n) => (n % 17) - 8);
        const y = multiply(
          embedding(values, new Indices(device, ids, [ids.length], rows)),
          Tensor.from(device, dy, [ids.length, dimensions]),
        );
        const expected = new Array<number>(rows * dimensions).fill(0);
        ids.forEach((row, n) => {
          if (row < 0) return;
          for (let d = 0; d < dimensions; d++) expected[row * dimensions + d] += dy[n * dimensions + d];
        });
        const [gradient] = gradients(sum(y), [values]);
        expect([...(await gradient.read())]).toEqual(expected);
      }),
    ));

  test('refuses indices made for a table of another size, and a table that is none', () => {
    const four = new Indices(device, [0], [1], 4);
    expect(() => embedding(table, four)).toThrow(
      new ShapeError('embedding: table [3, 2], indices into 4 rows; must be [4, dimensions]'),
    );
    expect(() => embedding(table, new Indices(device, [0], [1], 2))).toThrow(
      new ShapeError('embedding: table [3, 2], indices into 2 rows; must be [2, dimensions]'),
    );
    expect(() => embedding(Tensor.from(device, [1, 2, 3, 4]), four)).toThrow(
      new ShapeError('embedding: table [4], indices into 4 rows; must be [4, dimensions]'),
    );
  });
});

const problem = fc
  .record({ rows: fc.integer({ min: 1, max: 12 }), dimensions: fc.integer({ min: 1, max: 5 }) })
  .chain((sizes) =>
    fc.record({
      ids: fc.array(fc.integer({ min: -1, max: sizes.rows - 1 }), { maxLength: 40 }),
      rows: fc.constant(sizes.rows),
      dimensions: fc.constant(sizes.dimensions),
    }),
  );
