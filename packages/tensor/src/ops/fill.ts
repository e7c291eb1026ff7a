import type { Device } from '../device.js';
import { defineUpdate } from '../kernel.js';
import { update } from '../op.js';
import { checkShape, type Shape } from '../shape.js';
import { Tensor } from '../tensor.js';

const kernel = defineUpdate({
  name: 'fill',
  inputs: [],
  outputs: ['out'],
  params: { value: 'float' },
  cpu(_, { out }, { value }) {
    out.fill(value);
  },
  wgsl: /* wgsl */ `out[i] = value;`,
});

/** A tensor of the shape that holds one value everywhere. Throws ShapeError when the shape is none. */
export function fill(device: Device, value: number, shape: Shape): Tensor {
  const out = Tensor.allocate(device, checkShape('fill', shape));
  update(kernel, {}, { out }, { value });
  return out;
}
