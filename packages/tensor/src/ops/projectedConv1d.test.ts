import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parametersOf, plainConv1d, problems, tensorsOf } from '../../test/branchProblems.js';
import { devices } from '../../test/devices.js';
import { expectClose } from '../../test/tolerance.js';
import { gradients } from '../gradients.js';
import { Indices } from '../indices.js';
import { ShapeError } from '../shape.js';
import { Tensor } from '../tensor.js';
import { add } from './add.js';
import { multiply } from './multiply.js';
import { type ProjectedBranch, projectedConv1d } from './projectedConv1d.js';
import { relu } from './relu.js';
import { sum } from './sum.js';

const total = (parts: Tensor[]) => parts.map((part) => sum(multiply(part, part))).reduce((a, b) => add(a, b));

describe.each(devices)('projectedConv1d on $name', (device) => {
  // Words 1 and 2 embedded as 10 and 100; a filter of width 2 that adds its second input to twice its first.
  const table = Tensor.from(device, [0, 10, 100], [3, 1]);
  const weight = Tensor.from(device, [2, 1], [1, 2, 1]);
  const bias = Tensor.from(device, [0.5]);
  const branch = { weight, bias, padding: 1 };
  const indicesOf = (...ids: number[]) => new Indices(device, ids, [1, ids.length], 3);

  test('adds up what each word brings to the windows it is in, with zeros around the text', async () => {
    const [features] = projectedConv1d(table, indicesOf(1, 2), [branch]);
    expect([...(await features.read())]).toEqual([10.5, 120.5, 200.5]);
  });

  test('gives a word that occurs twice the gradient of both places', async () => {
    const [features] = projectedConv1d(table, indicesOf(1, 1), [branch]);
    const [dTable, dWeight, dBias] = gradients(sum(features), [table, weight, bias]);
    expect([...(await dTable.read())]).toEqual([0, 6, 0]);
    expect([...(await dWeight.read())]).toEqual([20, 20]);
    expect([...(await dBias.read())]).toEqual([3]);
  });

  test('a position of -1 counts as zeros, wherever it stands', async () => {
    const [features] = projectedConv1d(table, indicesOf(-1, 1, -1), [branch]);
    expect([...(await features.read())]).toEqual([0.5, 10.5, 20.5, 0.5]);
    const [dTable] = gradients(sum(features), [table]);
    expect([...(await dTable.read())]).toEqual([0, 3, 0]);
  });

  test('a text of nothing but padding has the bias everywhere', async () => {
    const [features] = projectedConv1d(table, new Indices(device, [], [2, 0], 3), [branch]);
    expect(features.shape).toEqual([2, 1, 1]);
    expect([...(await features.read())]).toEqual([0.5, 0.5]);
    const [dTable, dWeight, dBias] = gradients(sum(features), [table, weight, bias]);
    expect([...(await dTable.read()), ...(await dWeight.read()), ...(await dBias.read())]).toEqual([0, 0, 0, 0, 0, 2]);
  });

  test('an empty batch has no features, and gradients of zeros', async () => {
    const [features] = projectedConv1d(table, new Indices(device, [], [0, 4], 3), [branch]);
    expect(features.shape).toEqual([0, 5, 1]);
    const [dTable, dWeight, dBias] = gradients(sum(features), [table, weight, bias]);
    expect([...(await dTable.read()), ...(await dWeight.read()), ...(await dBias.read())]).toEqual([0, 0, 0, 0, 0, 0]);
  });

  test('agrees with embedding then conv1d, forward and back, through a ReLU, for any sizes', () =>
    fc.assert(
      fc.asyncProperty(problems, async (sizes) => {
        const { words, indices, branches } = tensorsOf(device, sizes);
        const expected = plainConv1d(words, indices, branches).map(relu);
        const features = projectedConv1d(words, indices, branches).map(relu);
        for (const [n, feature] of features.entries()) {
          expect(feature.shape).toEqual(expected[n].shape);
          expectClose(await feature.read(), await expected[n].read());
        }
        const targets = [words, ...parametersOf(branches)];
        const expectedGradients = gradients(total(expected), targets);
        for (const [n, gradient] of gradients(total(features), targets).entries()) {
          expect(gradient.shape).toEqual(targets[n].shape);
          expectClose(await gradient.read(), await expectedGradients[n].read());
        }
      }),
      { numRuns: 40 },
    ));

  test('a word that fills the batch, 1,200 times, gets all of its gradients', async () => {
    const ids = Array.from({ length: 1200 }, (_, n) => (n === 700 ? 2 : 1));
    const indices = new Indices(device, ids, [3, 400], 3);
    const [features] = projectedConv1d(table, indices, [branch]);
    const [dTable] = gradients(sum(features), [table]);
    expect([...(await dTable.read())]).toEqual([0, 3 * 1199, 3]);
  });

  test('says which shapes do not fit', () => {
    const given = (...shape: number[]) =>
      Tensor.from(device, new Array(shape.reduce((a, b) => a * b, 1)).fill(1), shape);
    const convolve = (change: Partial<ProjectedBranch>) => () =>
      projectedConv1d(table, indicesOf(1, 2), [{ ...branch, ...change }]);
    expect(convolve({ weight: given(1, 2, 2) })).toThrow(
      new ShapeError('projectedConv1d: weight [1, 2, 2] on a table [3, 1]; must be [filters, kernelSize, 1]'),
    );
    expect(convolve({ weight: given(2, 1) })).toThrow('weight [2, 1] on a table');
    expect(convolve({ weight: given(0, 2, 1) })).toThrow('weight [0, 2, 1] on a table');
    expect(convolve({ bias: given(2) })).toThrow(
      new ShapeError('projectedConv1d: bias [2] for 1 filters; must be [1]'),
    );
    for (const padding of [-1, 0.5]) expect(convolve({ padding })).toThrow(`2 positions with padding ${padding}`);
    expect(convolve({ weight: given(1, 5, 1) })).toThrow(
      'projectedConv1d: 2 positions with padding 1 under a filter of 5; time plus padding on both ends must be at least the filter',
    );
    expect(() => projectedConv1d(table, indicesOf(1), [])).toThrow(
      new ShapeError('projectedConv1d: no branches; must be at least one weight [filters, kernelSize, dimensions]'),
    );
    expect(() => projectedConv1d(table, new Indices(device, [1], [1], 3), [branch])).toThrow(
      new ShapeError(
        'projectedConv1d: table [3, 1], indices [1] into 3 rows; must be [3, dimensions] and [batch, time]',
      ),
    );
    expect(() => projectedConv1d(table, new Indices(device, [1], [1, 1], 4), [branch])).toThrow(
      'indices [1, 1] into 4',
    );
  });
});
