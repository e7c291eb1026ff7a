import { describe, expect, test } from 'vitest';
import { devices } from '../../test/devices.js';
import { eachBody } from '../../test/eachBody.js';
import { run } from '../op.js';
import { createRandom } from '../random.js';
import { type Shape, sizeOf } from '../shape.js';
import { Tensor } from '../tensor.js';
import { fill } from './fill.js';
import { matmulKernel, sizesOf } from './matmul.js';

const { plain, tuned } = eachBody(matmulKernel);
const gpus = devices.filter((device) => device.name === 'webgpu');

describe.each(gpus)('the bodies of matmul on $name', (device) => {
  function filled(shape: Shape): Tensor {
    const random = createRandom(5);
    const values = Array.from({ length: sizeOf(shape) }, () => 2 * random() - 1);
    // In the corner: whatever takes in too much shows.
    values[values.length - 1] = Number.POSITIVE_INFINITY;
    return Tensor.from(device, values, shape);
  }

  test.each<{ what: string; a: Shape; b: Shape; bodies: string[] }>([
    { what: 'one tile', a: [32, 4], b: [4, 32], bodies: ['tile', 'registers'] },
    { what: 'ends inside a tile', a: [37, 68], b: [68, 100], bodies: ['tile', 'registers'] },
    { what: 'rows that begin inside a vector', a: [35, 33], b: [33, 67], bodies: ['ragged tile', 'registers'] },
    { what: 'one step', a: [33, 1], b: [1, 34], bodies: ['ragged tile', 'registers'] },
    { what: 'a batch with one matrix', a: [3, 32, 8], b: [8, 36], bodies: ['tile', 'registers'] },
    { what: 'one matrix with a batch', a: [32, 5], b: [2, 2, 5, 33], bodies: ['ragged tile', 'registers'] },
    { what: 'less than a tile', a: [31, 8], b: [8, 64], bodies: [] },
  ])('give what the plain one gives, bit for bit: $what', async ({ a, b, bodies }) => {
    const params = sizesOf(a, b);
    const shape = [...params.batch, params.rows, params.columns];
    const product = (kernel: typeof matmulKernel) =>
      run(kernel, { a: filled(a), b: filled(b) }, shape, params, fill(device, 7, shape)).read();
    const fitting = tuned.filter((kernel) => kernel.tuned[0].fits?.(params));
    expect(fitting.map((kernel) => kernel.tuned[0].name)).toEqual(bodies);
    const expected = await product(plain);
    for (const kernel of fitting) expect(await product(kernel)).toEqual(expected);
  });
});
