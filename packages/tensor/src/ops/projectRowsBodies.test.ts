import { describe, expect, test } from 'vitest';
import { devices } from '../../test/devices.js';
import { eachBody } from '../../test/eachBody.js';
import { Indices } from '../indices.js';
import type { Kernel, ParamTypes } from '../kernel.js';
import { run } from '../op.js';
import { createRandom } from '../random.js';
import type { Shape } from '../shape.js';
import { sizeOf } from '../shape.js';
import { Tensor } from '../tensor.js';
import { fill } from './fill.js';
import { projectKernel } from './projectRows.js';
import { split, tableKernel, tapsKernel } from './projectRowsGradients.js';

const gpus = devices.filter((device) => device.name === 'webgpu');

interface Sizes {
  /** Rows of the table, and how many of them occur. */
  tableRows: number;
  distinct: number;
  dimensions: number;
  taps: number;
}

describe.each(gpus)('the bodies of the projection and of its gradients on $name', (device) => {
  function inputsOf({ tableRows, distinct, dimensions, taps }: Sizes) {
    const random = createRandom(3);
    const filled = (shape: Shape) =>
      Tensor.from(
        device,
        Array.from({ length: sizeOf(shape) }, () => 2 * random() - 1),
        shape,
      );
    // Every seventh row, round and round: as many as are wanted, spread over the table.
    const ids = Int32Array.from({ length: tableRows }, (_, n) => (n < distinct ? (n * 7) % tableRows : -1));
    const indices = new Indices(device, ids, [1, tableRows], tableRows);
    const { capacity, rows, counts, placeOfRow } = indices;
    return {
      shared: { rows, counts, placeOfRow },
      table: filled([tableRows, dimensions]),
      weight: filled([taps, dimensions]),
      dy: filled([capacity, taps]),
      params: { taps, dimensions, capacity, tableRows, split },
    };
  }

  /** What each body that fits makes of the inputs, the first `size` elements; first the plain one. */
  async function results<I extends string, P extends ParamTypes>(
    kernel: Kernel<I, P, 'out'>,
    inputs: Readonly<Record<I, Tensor>>,
    shape: Shape,
    params: Parameters<typeof run<I, P>>[3],
    size: number,
  ) {
    const { plain, tuned } = eachBody(kernel);
    const fitting = tuned.filter((one) => one.tuned[0].fits?.(params));
    const values: Record<string, ArrayLike<number>> = {};
    for (const one of [plain, ...fitting]) {
      const found = await run(one, inputs, shape, params, fill(device, 7, shape)).read();
      values[one.tuned[0]?.name ?? 'plain'] = found.subarray(0, size);
    }
    return values;
  }

  function expectSameBits({ plain, ...tuned }: Record<string, ArrayLike<number>>, bodies: readonly string[]) {
    expect(Object.keys(tuned)).toEqual(bodies);
    for (const values of Object.values(tuned)) expect(values).toEqual(plain);
  }

  const both = ['tile', 'registers'];
  const sizes: (Sizes & { what: string; project: string[]; gradients: string[] })[] = [
    {
      what: 'several parts of rows',
      tableRows: 601,
      distinct: 530,
      dimensions: 12,
      taps: 88,
      project: both,
      gradients: both,
    },
    {
      what: 'ends inside blocks and tiles',
      tableRows: 71,
      distinct: 67,
      dimensions: 100,
      taps: 36,
      project: both,
      gradients: both,
    },
    {
      what: 'taps that are no fours',
      tableRows: 70,
      distinct: 9,
      dimensions: 8,
      taps: 5,
      project: both,
      gradients: [],
    },
    { what: 'no row at all', tableRows: 33, distinct: 0, dimensions: 8, taps: 4, project: both, gradients: both },
    {
      what: 'dimensions that are no fours',
      tableRows: 9,
      distinct: 9,
      dimensions: 7,
      taps: 4,
      project: [],
      gradients: [],
    },
  ];

  test.each(sizes)('give what the plain ones give, bit for bit: $what', async ({ project, gradients, ...size }) => {
    const { taps, dimensions, tableRows, distinct } = size;
    const { shared, table, weight, dy, params } = inputsOf(size);
    const { rows, counts, placeOfRow } = shared;
    const { capacity } = params;
    const projected = await results(
      projectKernel,
      { table, rows, counts, weight },
      [capacity, taps],
      params,
      distinct * taps,
    );
    expectSameBits(projected, project);
    const tableShape = [tableRows, dimensions];
    const dTable = await results(
      tableKernel,
      { dy, placeOfRow, rows, counts, weight },
      tableShape,
      params,
      sizeOf(tableShape),
    );
    expectSameBits(dTable, gradients);
    const partsShape = [Math.ceil(capacity / split), taps, dimensions];
    const parts = await results(tapsKernel, { dy, rows, counts, table }, partsShape, params, sizeOf(partsShape));
    expectSameBits(parts, gradients);
  });
});
