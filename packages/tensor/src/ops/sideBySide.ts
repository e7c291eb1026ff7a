import { alignedOffsets, type Device } from '../device.js';
import { type Shape, sizeOf } from '../shape.js';
import { Tensor } from '../tensor.js';

/** Tensors of the shapes in one fresh memory, each where a binding may start, so that one kernel can write them all; with gaps between. */
export function sideBySide(device: Device, shapes: readonly Shape[]) {
  const { offsets: starts, end } = alignedOffsets(shapes.map(sizeOf));
  const all = Tensor.allocate(device, [end]);
  return { all, starts, parts: shapes.map((shape, n) => all.view(shape, starts[n])) };
}
