import { record } from '../op.js';
import { broadcastShapes, broadcastStrides, checkShape, type Shape, ShapeError, sameShape, show } from '../shape.js';
import type { Tensor } from '../tensor.js';
import { strided } from './strided.js';
import { sumTo } from './sum.js';

/** x stretched to a shape that it broadcasts to, as NumPy's broadcast_to. Throws ShapeError when it does not. */
export function expand(x: Tensor, shape: Shape): Tensor {
  if (!sameShape(broadcastShapes('expand', x.shape, checkShape('expand', shape)), shape)) {
    throw new ShapeError(
      `expand: ${show(x.shape)} to ${show(shape)}; each axis, from the last, must be equal or 1 before`,
    );
  }
  const y = strided(x, shape, broadcastStrides(x.shape, shape));
  return record(y, [x], (dy) => [() => sumTo(dy, x.shape)]);
}
