import { record } from '../op.js';
import { axesOf, ShapeError, show, stridesOf } from '../shape.js';
import type { Tensor } from '../tensor.js';
import { strided } from './strided.js';

/**
 * x with its axes in another order: axis n of the result is axis order[n] of x. Without an order all axes are reversed.
 *
 * Throws ShapeError unless the order names each axis once.
 */
export function transpose(x: Tensor, order: readonly number[] = x.shape.map((_, axis) => axis).reverse()): Tensor {
  if (axesOf('transpose', order, x.shape).length !== x.shape.length) {
    throw new ShapeError(`transpose: order [${order.join(', ')}] of ${show(x.shape)}; must name each axis once`);
  }
  const from = order.map((axis) => (axis < 0 ? axis + order.length : axis));
  const strides = stridesOf(x.shape);
  const shape = from.map((axis) => x.shape[axis]);
  const y = strided(
    x,
    shape,
    from.map((axis) => strides[axis]),
  );
  const back = from.map((_, axis) => from.indexOf(axis));
  return record(y, [x], (dy) => [() => transpose(dy, back)]);
}
