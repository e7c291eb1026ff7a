import { describe, expect, test } from 'vitest';
import { articleBranches, parametersOf, plainConv1d, tensorsOf } from '../../test/branchProblems.js';
import { checkGradients } from '../../test/checkGradients.js';
import { devices } from '../../test/devices.js';
import { arithmetic, expectClose } from '../../test/tolerance.js';
import { capture } from '../capture.js';
import { gradients } from '../gradients.js';
import { Indices } from '../indices.js';
import { createRandom } from '../random.js';
import { Tensor } from '../tensor.js';
import { add } from './add.js';
import { meansOverTime } from './meansOverTime.js';
import { multiply } from './multiply.js';
import { projectedConv1d } from './projectedConv1d.js';
import { sum } from './sum.js';

const random = createRandom(7);
const numbers = (count: number) => Array.from({ length: count }, () => 2 * random() - 1);
/** The same each time. */
const numbersOf = (count: number) => Array.from({ length: count }, (_, n) => Math.sin(n + 1));
const wide = { batch: 2, time: 30, rows: 9, dimensions: 4, seed: 4 };

describe.each(devices)('the gradients of projectedConv1d on $name', (device) => {
  // Words 1 and 2 embedded as 10 and 100; a filter of width 2 that adds its second input to twice its first.
  const table = Tensor.from(device, [0, 10, 100], [3, 1]);
  const weight = Tensor.from(device, [2, 1], [1, 2, 1]);
  const bias = Tensor.from(device, [0.5]);
  const branch = { weight, bias, padding: 1 };
  const indicesOf = (...ids: number[]) => new Indices(device, ids, [1, ids.length], 3);

  // More distinct words than are summed in one go, and more filters than a workgroup has room for.
  test.each([
    { batch: 2, time: 800, rows: 600, dimensions: 4, branches: articleBranches, seed: 5 },
    { batch: 2, time: 3, rows: 2, dimensions: 1, branches: [{ filters: 260, kernelSize: 2, padding: 1 }], seed: 6 },
  ])('agrees with embedding then conv1d for $batch texts of $time of $rows words', async (sizes) => {
    const { words, indices, branches } = tensorsOf(device, sizes);
    const targets = [words, ...parametersOf(branches)];
    const lossOf = (features: Tensor[]) =>
      features.map((feature) => sum(multiply(feature, feature))).reduce((a, b) => add(a, b));
    const expected = gradients(lossOf(plainConv1d(words, indices, branches)), targets);
    for (const [n, gradient] of gradients(lossOf(projectedConv1d(words, indices, branches)), targets).entries()) {
      expectClose(await gradient.read(), await expected[n].read(), arithmetic);
    }
  });

  test('a branch that plays no part in the loss brings nothing to the table, and gets zeros', async () => {
    const { words, indices, branches } = tensorsOf(device, {
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
    const [alone] = plainConv1d(words, indices, branches.slice(1));
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
    const { branches } = tensorsOf(device, { batch, time, rows, dimensions, branches: articleBranches, seed: 3 });
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

  // Ragged: filters that are no fours beside some that are, texts of no word and of all there is.
  test.each([
    { lengths: [37, 0, 20], filters: [5, 16, 8] },
    { lengths: [1, 36, 37], filters: [32, 4, 8] },
    { lengths: undefined, filters: [3, 1, 33] },
  ])(
    'through means, which send all windows of a text the same, the bits are those of gradients written out: %o',
    async ({ lengths, filters }) => {
      const branches = articleBranches.map((branch, n) => ({ ...branch, filters: filters[n] }));
      const sizes = { batch: 3, time: 37, rows: 20, dimensions: 5, branches, seed: 9 };
      const { words, indices, branches: layers } = tensorsOf(device, sizes);
      const texts = lengths && { lengths: Tensor.from(device, lengths, [3], 'int32'), time: 37 };
      const bits = (between: (features: Tensor) => Tensor) => {
        const means = meansOverTime(projectedConv1d(words, indices, layers).map(between), texts);
        const weights = Tensor.from(device, numbersOf(means.size), means.shape);
        const found = gradients(sum(multiply(means, weights)), [words, ...parametersOf(layers)]);
        return Promise.all(found.map((gradient) => gradient.read()));
      };
      const one = Tensor.from(device, [1], []);
      expect(await bits((features) => features)).toEqual(await bits((features) => multiply(features, one)));
    },
  );

  test('through means, nothing of the size of the features is written on the way back', async () => {
    const { words, indices, branches } = tensorsOf(device, { ...wide, branches: articleBranches });
    const { profile, dispose } = capture(device, () =>
      gradients(sum(meansOverTime(projectedConv1d(words, indices, branches))), [words]),
    );
    const names = (await profile()).map(({ name }) => name);
    expect(names.filter((name) => name.startsWith('meansOverTime.backward'))).toEqual(['meansOverTime.backward.rows']);
    dispose();
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
});
