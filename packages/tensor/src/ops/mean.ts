import type { Tensor } from '../tensor.js';
import { multiply } from './multiply.js';
import { type ReduceOptions, reducedShapes } from './reduce.js';
import { sum } from './sum.js';

/**
 * The mean over the axes, all of them when none are named; the mean over nothing is NaN.
 *
 * The axes disappear, or stay with length 1 under `keepAxes`. Throws ShapeError for an axis that x does not have.
 */
export function mean(x: Tensor, axes?: number | readonly number[], options: ReduceOptions = {}): Tensor {
  const { count } = reducedShapes('mean', x, axes);
  return multiply(sum(x, axes, options), 1 / count);
}
