import { record } from '../op.js';
import { checkShape, type Shape, ShapeError, show, sizeOf } from '../shape.js';
import type { Tensor } from '../tensor.js';

/** The same elements, in row-major order, in another shape of the same size; shares x's memory. Throws ShapeError for another size. */
export function reshape(x: Tensor, shape: Shape): Tensor {
  if (sizeOf(checkShape('reshape', shape)) !== x.size) {
    throw new ShapeError(
      `reshape: ${show(x.shape)} to ${show(shape)} is ${x.size} elements to ${sizeOf(shape)}; both must hold equally many`,
    );
  }
  return record(x.view(shape), [x], (dy) => [() => reshape(dy, x.shape)]);
}
