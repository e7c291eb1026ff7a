import { record } from '../op.js';
import { broadcastStrides } from '../shape.js';
import type { Tensor } from '../tensor.js';
import { type ReduceOptions, reducedShapes } from './reduce.js';
import { strided } from './strided.js';
import { scaledSum } from './sum.js';

/**
 * The mean over the axes, all of them when none are named; the mean over nothing is NaN.
 *
 * The axes disappear, or stay with length 1 under `keepAxes`. Throws ShapeError for an axis that x does not have.
 */
export function mean(x: Tensor, axes?: number | readonly number[], { keepAxes = false }: ReduceOptions = {}): Tensor {
  const { gone, withOnes, without, count } = reducedShapes('mean', x, axes);
  const scale = 1 / count;
  const y = scaledSum(x, gone, keepAxes ? withOnes : without, scale);
  return record(y, [x], (dy) => {
    const share = () => scaledSum(dy, [], dy.shape, scale);
    return [() => strided(share(), x.shape, broadcastStrides(withOnes, x.shape))];
  });
}
