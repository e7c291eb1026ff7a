import { alignment, type Device } from '../device.js';
import { type Shape, sizeOf } from '../shape.js';
import { Tensor } from '../tensor.js';

/** Tensors of the shapes in one fresh memory, each where a binding may start, so that one kernel can write them all; with gaps between. */
export function sideBySide(device: Device, shapes: readonly Shape[]) {
  const starts: number[] = [];
  let size = 0;
  for (const shape of shapes) {
    starts.push(size);
    size += Math.ceil(sizeOf(shape) / alignment) * alignment;
  }
  const all = Tensor.allocate(device, [size]);
  return { all, starts, parts: shapes.map((shape, n) => all.view(shape, starts[n])) };
}
