import fc from 'fast-check';
import type { Device } from '../src/device.js';
import { Indices } from '../src/indices.js';
import { add } from '../src/ops/add.js';
import { conv1d } from '../src/ops/conv1d.js';
import { embedding } from '../src/ops/embedding.js';
import type { ProjectedBranch } from '../src/ops/projectedConv1d.js';
import { createRandom } from '../src/random.js';
import { Tensor } from '../src/tensor.js';

/** Those of the article. */
export const articleBranches = [
  { filters: 32, kernelSize: 1, padding: 0 },
  { filters: 16, kernelSize: 2, padding: 1 },
  { filters: 8, kernelSize: 3, padding: 1 },
];

/** A batch, a table and branches to convolve them with, by their sizes. */
export interface Problem {
  batch: number;
  time: number;
  rows: number;
  dimensions: number;
  branches: { filters: number; kernelSize: number; padding: number }[];
  seed: number;
}

/** Ragged sizes: filters in fours and not, filters longer than the text, padding longer than the filter, more branches than slots. */
export const problems: fc.Arbitrary<Problem> = fc
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

/** The tensors of a problem, of whole numbers, so that every sum is exact, in any order. */
export function tensorsOf(device: Device, { batch, time, rows, dimensions, branches, seed }: Problem) {
  const next = createRandom(seed);
  const wholes = (count: number) => Array.from({ length: count }, () => Math.floor(7 * next()) - 3);
  const ids = Array.from({ length: batch * time }, () => Math.floor(next() * (rows + 1)) - 1);
  return {
    indices: new Indices(device, ids, [batch, time], rows),
    words: Tensor.from(device, wholes(rows * dimensions), [rows, dimensions]),
    branches: branches.map(({ filters, kernelSize, padding }) => ({
      weight: Tensor.from(device, wholes(filters * kernelSize * dimensions), [filters, kernelSize, dimensions]),
      bias: Tensor.from(device, wholes(filters)),
      padding,
    })),
  };
}

/** The weight and bias of each branch. */
export function parametersOf(branches: readonly ProjectedBranch[]): Tensor[] {
  return branches.flatMap(({ weight, bias }) => [weight, bias]);
}

/** What projectedConv1d stands for: embedding, then a convolution and a bias for each branch. */
export function plainConv1d(table: Tensor, indices: Indices, branches: readonly ProjectedBranch[]): Tensor[] {
  const embedded = embedding(table, indices);
  return branches.map(({ weight, bias, padding }) => add(conv1d(embedded, weight, { padding }), bias));
}
