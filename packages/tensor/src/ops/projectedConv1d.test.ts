import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkGradients } from '../../test/checkGradients.js';
import { devices } from '../../test/devices.js';
import { expectClose } from '../../test/tolerance.js';
import type { Device } from '../device.js';
import { gradients } from '../gradients.js';
import { Indices } from '../indices.js';
import { createRandom, type Random } from '../random.js';
import { ShapeError } from '../shape.js';
import { Tensor } from '../tensor.js';
import { add } from './add.js';
import { conv1d } from './conv1d.js';
import { embedding } from './embedding.js';
import { multiply } from './multiply.js';
import { type ProjectedBranch, projectedConv1d } from './projectedConv1d.js';
import { relu } from './relu.js';
import { sum } from './sum.js';

const random = createRandom(7);
const numbers = (count: number) => Array.from({ length: count }, () => 2 * random() - 1);
// Whole numbers, so that every sum is exact, in any order.
const wholes = (count: number, next: Random) => Array.from({ length: count }, () => Math.floor(7 * next()) - 3);
const total = (parts: Tensor[]) => parts.map((part) => sum(multiply(part, part))).reduce((a, b) => add(a, b));

/** The pair that it stands for. */
function plain(table: Tensor, indices: Indices, branches: readonly ProjectedBranch[]): Tensor[] {
  const embedded = embedding(table, indices);
  return branches.map(({ weight, bias, padding }) => add(conv1d(embedded, weight, { padding }), bias));
}

const parametersOf = (branches: readonly ProjectedBranch[]) => branches.flatMap(({ weight, bias }) => [weight, bias]);

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
        const { words, indices, branches } = make(device, sizes);
        const expected = plain(words, indices, branches).map(relu);
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

  test('a branch that plays no part in the loss brings nothing to the table, and gets zeros', async () => {
    const { words, indices, branches } = make(device, {
      batch: 2,
      time: 3,
      rows: 4,
      dimensions: 2,
      branches: [
        { filters: 2, kernelSize: 1, padding: 0 },
        { filters: 1, kernelSize: 2, padding: 1 },
      ],
      seed: 1,
    });
    const [, second] = projectedConv1d(words, indices, branches);
    const targets = [words, ...parametersOf(branches)];
    const found = gradients(sum(multiply(second, second)), targets);
    const [alone] = plain(words, indices, branches.slice(1));
    const [dTable, dWeight, dBias] = gradients(sum(multiply(alone, alone)), [
      words,
      ...parametersOf(branches.slice(1)),
    ]);
    expectClose(await found[0].read(), await dTable.read());
    expectClose(await found[1].read(), [0, 0, 0, 0]);
    expectClose(await found[2].read(), [0, 0]);
    expectClose(await found[3].read(), await dWeight.read());
    expectClose(await found[4].read(), await dBias.read());
  });

  test('what nobody asks for costs nothing', () => {
    const cost = (targets: (features: Tensor) => Tensor[]) => {
      const [features] = projectedConv1d(table, indicesOf(1, 2), [branch]);
      const loss = sum(features);
      const before = device.counters.dispatches;
      gradients(loss, targets(features));
      return device.counters.dispatches - before;
    };
    const byFeatures = cost((features) => [features]);
    // The sums over chunks, then over rows, and the table's own.
    expect(cost(() => [table]) - byFeatures).toBe(3);
    // The sums again, the sums of each text for the bias, the taps and their way back.
    expect(cost(() => [weight]) - byFeatures).toBe(5);
    expect(cost(() => [table, weight, bias]) - byFeatures).toBe(6);
  });

  test('gradients may be put into given tensors', async () => {
    const places = [table, weight, bias].map(({ shape, size }) => Tensor.from(device, new Array(size).fill(9), shape));
    const [features] = projectedConv1d(table, indicesOf(1, 1), [branch]);
    gradients(sum(features), [table, weight, bias], places);
    const values = await Promise.all(places.map(async (place) => [...(await place.read())]));
    expect(values).toEqual([[0, 6, 0], [20, 20], [3]]);
  });

  test('-1 after the texts changes no bit of their features or of any gradient that comes through them', async () => {
    const [batch, time, rows, dimensions] = [3, 37, 50, 5];
    const ids = Array.from({ length: batch * time }, () => Math.floor(random() * rows));
    const words = Tensor.from(device, numbers(rows * dimensions), [rows, dimensions]);
    const { branches } = make(device, { batch, time, rows, dimensions, branches: articleBranches, seed: 3 });
    const step = async (longer: number) => {
      const padded = Array.from({ length: batch }, (_, b) => [
        ...ids.slice(b * time, (b + 1) * time),
        ...new Array<number>(longer).fill(-1),
      ]);
      const indices = new Indices(device, padded.flat(), [batch, time + longer], rows);
      const features = projectedConv1d(words, indices, branches);
      // Weights that differ from position to position, 0 on those that were not there before.
      const losses = features.map((feature) => {
        const [, positions, filters] = feature.shape;
        const weights = Array.from({ length: feature.size }, (_, i) => {
          const [b, t, o] = [Math.floor(i / (filters * positions)), Math.floor(i / filters) % positions, i % filters];
          return t < positions - longer ? Math.sin(b * 100 + t * 10 + o) : 0;
        });
        return sum(multiply(feature, Tensor.from(device, weights, feature.shape)));
      });
      const found = gradients(
        losses.reduce((a, b) => add(a, b)),
        [words, ...parametersOf(branches)],
      );
      return Promise.all(found.map((gradient) => gradient.read()));
    };
    const exact = await step(0);
    for (const longer of [1, 11, 300]) expect(await step(longer)).toEqual(exact);
  });

  test('its vjp agrees with central differences', () =>
    checkGradients(
      (words, first, second, a0, b0) => {
        const indices = new Indices(words.device, [0, 2, 2, 1, -1, 0], [2, 3], 4);
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

const articleBranches = [
  { filters: 32, kernelSize: 1, padding: 0 },
  { filters: 16, kernelSize: 2, padding: 1 },
  { filters: 8, kernelSize: 3, padding: 1 },
];

interface Problem {
  batch: number;
  time: number;
  rows: number;
  dimensions: number;
  branches: { filters: number; kernelSize: number; padding: number }[];
  seed: number;
}

/** Ragged sizes: filters in fours and not, filters longer than the text, padding longer than the filter, more branches than slots. */
const problems: fc.Arbitrary<Problem> = fc
  .record({
    batch: fc.integer({ min: 1, max: 3 }),
    time: fc.integer({ min: 1, max: 20 }),
    rows: fc.integer({ min: 1, max: 12 }),
    dimensions: fc.integer({ min: 1, max: 9 }),
    branches: fc.array(
      fc.record({
        filters: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.constantFrom(4, 8)),
        kernelSize: fc.integer({ min: 1, max: 5 }),
        padding: fc.integer({ min: 0, max: 6 }),
      }),
      { minLength: 1, maxLength: 5 },
    ),
    seed: fc.integer({ min: 0, max: 2 ** 31 }),
  })
  .map(({ branches, ...sizes }) => ({
    ...sizes,
    branches: branches.map(({ kernelSize, ...rest }) => ({
      ...rest,
      kernelSize: Math.min(kernelSize, sizes.time + 2 * rest.padding),
    })),
  }));

function make(device: Device, { batch, time, rows, dimensions, branches, seed }: Problem) {
  const next = createRandom(seed);
  const ids = Array.from({ length: batch * time }, () => Math.floor(next() * (rows + 1)) - 1);
  return {
    indices: new Indices(device, ids, [batch, time], rows),
    words: Tensor.from(device, wholes(rows * dimensions, next), [rows, dimensions]),
    branches: branches.map(({ filters, kernelSize, padding }) => ({
      weight: Tensor.from(device, wholes(filters * kernelSize * dimensions, next), [filters, kernelSize, dimensions]),
      bias: Tensor.from(device, wholes(filters, next)),
      padding,
    })),
  };
}
