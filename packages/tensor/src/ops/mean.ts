import { defineKernel } from '../kernel.js';
import { record, run } from '../op.js';
import { broadcastStrides } from '../shape.js';
import type { Tensor } from '../tensor.js';
import { eachOffset, type ReduceOptions, reducedShapes, reduceFunctions } from './reduce.js';
import { scaledSum } from './sum.js';

// `strides` step through the result while `shape` is x's: 0 along the reduced axes.
const backward = defineKernel({
  name: 'mean.backward',
  inputs: ['dy'],
  params: { rank: 'int', shape: 'ints', strides: 'ints', scale: 'float' },
  cpu({ dy }, out, { shape, strides, scale }) {
    eachOffset(shape, strides, (offset, n) => {
      out[n] = dy[offset] * scale;
    });
  },
  functions: reduceFunctions,
  wgsl: /* wgsl */ `out[i] = dy[offsetOf(i, rank, shape, strides)] * scale;`,
});

/**
 * The mean over the axes, all of them when none are named; the mean over nothing is NaN.
 *
 * The axes disappear, or stay with length 1 under `keepAxes`. Throws ShapeError for an axis that x does not have.
 */
export function mean(x: Tensor, axes?: number | readonly number[], { keepAxes = false }: ReduceOptions = {}): Tensor {
  const { gone, withOnes, without, count } = reducedShapes('mean', x, axes);
  const scale = 1 / count;
  const y = scaledSum(x, gone, keepAxes ? withOnes : without, scale);
  const params = { rank: x.shape.length, shape: x.shape, strides: broadcastStrides(withOnes, x.shape), scale };
  return record(y, [x], (dy) => [(into) => run(backward, { dy }, x.shape, params, into)]);
}
