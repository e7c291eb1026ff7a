import { defineKernel } from '../kernel.js';
import { record } from '../op.js';
import { broadcastStrides, type Shape, sameShape } from '../shape.js';
import type { Tensor } from '../tensor.js';
import { eachReduction, type ReduceOptions, reduce, reducedShapes, reduceFunctions, reduceParams } from './reduce.js';
import { reshape } from './reshape.js';
import { strided } from './strided.js';

const forward = defineKernel({
  name: 'sum',
  inputs: ['x'],
  params: reduceParams,
  cpu({ x }, out, params) {
    let total = 0;
    let last = -1;
    eachReduction(
      params,
      (o) => {
        if (last >= 0) out[last] = total;
        total = 0;
        last = o;
      },
      (_, offset) => {
        total += x[offset];
      },
    );
    if (last >= 0) out[last] = total;
  },
  functions: reduceFunctions,
  wgsl: /* wgsl */ `
    let base = offsetOf(i, keptRank, keptShape, keptStrides);
    var total = 0.0;
    for (var n = 0; n < goneSize; n++) { total += x[base + offsetOf(n, goneRank, goneShape, goneStrides)]; }
    out[i] = total;
  `,
});

/**
 * The sum over the axes, all of them when none are named; the sum over nothing is 0.
 *
 * The axes disappear, or stay with length 1 under `keepAxes`. Throws ShapeError for an axis that x does not have.
 */
export function sum(x: Tensor, axes?: number | readonly number[], { keepAxes = false }: ReduceOptions = {}): Tensor {
  const { gone, withOnes, without } = reducedShapes('sum', x, axes);
  const y = reduce(forward, x, gone, keepAxes ? withOnes : without);
  // Not expand: its own way back is sumTo, and neither file could then stand without the other.
  return record(y, [x], (dy) => [() => strided(dy, x.shape, broadcastStrides(withOnes, x.shape))]);
}

/** The way back from broadcasting: sums what was stretched, so that the result has the shape again. */
export function sumTo(x: Tensor, shape: Shape): Tensor {
  if (sameShape(x.shape, shape)) return x;
  const missing = x.shape.length - shape.length;
  const stretched = x.shape
    .map((_, axis) => axis)
    .filter((axis) => axis < missing || (shape[axis - missing] === 1 && x.shape[axis] !== 1));
  return reshape(sum(x, stretched), shape);
}
