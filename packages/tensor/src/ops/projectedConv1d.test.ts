import { describe, expect, test } from 'vitest';
import { checkGradients } from '../../test/checkGradients.js';
import { devices } from '../../test/devices.js';
import { gradients } from '../gradients.js';
import { Indices } from '../indices.js';
import { createRandom } from '../random.js';
import { Tensor } from '../tensor.js';
import { add } from './add.js';
import { conv1d } from './conv1d.js';
import { embedding } from './embedding.js';
import { multiply } from './multiply.js';
import { projectedConv1d } from './projectedConv1d.js';
import { relu } from './relu.js';
import { sum } from './sum.js';

const random = createRandom(7);
const numbers = (count: number) => Array.from({ length: count }, () => 2 * random() - 1);
const total = (parts: Tensor[]) => parts.map((part) => sum(multiply(part, part))).reduce((a, b) => add(a, b));

describe.each(devices)('projectedConv1d on $name', (device) => {
  // Words 1 and 2 embedded as 10 and 100; a filter of width 2 that adds its second input to twice its first.
  const table = Tensor.from(device, [0, 10, 100], [3, 1]);
  const weight = Tensor.from(device, [2, 1], [1, 2, 1]);
  const bias = Tensor.from(device, [0.5]);

  test('adds up what each word brings to the windows it is in, with zeros around the text', async () => {
    const indices = new Indices(device, [1, 2], [1, 2], 3);
    const [features] = projectedConv1d(table, indices, [{ weight, bias, padding: 1 }]);
    expect([...(await features.read())]).toEqual([10.5, 120.5, 200.5]);
  });

  test('gives a word that occurs twice the gradient of both places', async () => {
    const indices = new Indices(device, [1, 1], [1, 2], 3);
    const [features] = projectedConv1d(table, indices, [{ weight, bias, padding: 1 }]);
    const [dTable, dWeight, dBias] = gradients(sum(features), [table, weight, bias]);
    expect([...(await dTable.read())]).toEqual([0, 6, 0]);
    expect([...(await dWeight.read())]).toEqual([20, 20]);
    expect([...(await dBias.read())]).toEqual([3]);
  });

  // Ragged on purpose: nothing is a multiple of four, the filter of 5 is wider than the text of 3, a padding is wider than its filter.
  const cases = [
    {
      batch: 3,
      time: 7,
      rows: 11,
      dimensions: 5,
      branches: [
        [3, 1, 0],
        [2, 2, 1],
        [5, 3, 1],
      ],
    },
    {
      batch: 2,
      time: 3,
      rows: 4,
      dimensions: 3,
      branches: [
        [1, 5, 2],
        [2, 2, 3],
      ],
    },
    { batch: 1, time: 1, rows: 2, dimensions: 9, branches: [[7, 1, 0]] },
  ];
  test.each(cases)('agrees with embedding then conv1d, forward and back, through a ReLU: %o', async (shape) => {
    const { batch, time, rows, dimensions } = shape;
    const ids = Array.from({ length: batch * time }, () => Math.floor(random() * (rows + 1)) - 1);
    const indices = new Indices(device, ids, [batch, time], rows);
    const words = Tensor.from(device, numbers(rows * dimensions), [rows, dimensions]);
    const branches = shape.branches.map(([filters, kernelSize, padding]) => ({
      weight: Tensor.from(device, numbers(filters * kernelSize * dimensions), [filters, kernelSize, dimensions]),
      bias: Tensor.from(device, numbers(filters)),
      padding,
    }));
    const targets = [words, ...branches.flatMap(({ weight, bias }) => [weight, bias])];
    const embedded = embedding(words, indices);
    const plain = branches.map((branch) => relu(add(conv1d(embedded, branch.weight, branch), branch.bias)));
    const projected = projectedConv1d(words, indices, branches).map(relu);

    for (const [n, features] of projected.entries()) {
      expect(features.shape).toEqual(plain[n].shape);
      await expectClose(features, plain[n]);
    }
    const expected = gradients(total(plain), targets);
    for (const [n, gradient] of gradients(total(projected), targets).entries())
      await expectClose(gradient, expected[n]);
  });

  test('its vjp agrees with central differences', () =>
    checkGradients(
      (words, first, second, a0, b0) => {
        const indices = new Indices(words.device, [0, 2, 2, 1, 3, 0], [2, 3], 4);
        const [a, b] = projectedConv1d(words, indices, [
          { weight: first, bias: a0, padding: 0 },
          { weight: second, bias: b0, padding: 1 },
        ]);
        return add(sum(multiply(a, a)), sum(multiply(b, b)));
      },
      [
        Tensor.from(device, numbers(12), [4, 3]),
        Tensor.from(device, numbers(6), [2, 1, 3]),
        Tensor.from(device, numbers(6), [1, 2, 3]),
        Tensor.from(device, numbers(2)),
        Tensor.from(device, numbers(1)),
      ],
    ));

  test('says which shapes do not fit', () => {
    const indices = new Indices(device, [1, 2], [1, 2], 3);
    const wide = Tensor.from(device, [1, 2, 3, 4], [1, 2, 2]);
    expect(() => projectedConv1d(table, indices, [{ weight: wide, bias, padding: 0 }])).toThrow(
      'projectRows: table [3, 1], weight [2, 2], indices into 3 rows; must be [3, dimensions] and [taps, dimensions]',
    );
    expect(() => projectedConv1d(table, indices, [])).toThrow(
      'projectedConv1d: no branches; must be at least one weight',
    );
  });
});

async function expectClose(actual: Tensor, expected: Tensor): Promise<void> {
  const [a, b] = [await actual.read(), await expected.read()];
  for (let n = 0; n < b.length; n++) expect(Math.abs(a[n] - b[n])).toBeLessThanOrEqual(2e-5 * (1 + Math.abs(b[n])));
}
