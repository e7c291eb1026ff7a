import { defineUpdate } from '../kernel.js';
import { update } from '../op.js';
import { ShapeError, sameShape, show } from '../shape.js';
import type { Tensor } from '../tensor.js';

const kernel = defineUpdate({
  name: 'copy',
  inputs: ['x'],
  outputs: ['out'],
  params: {},
  cpu({ x }, { out }) {
    out.set(x);
  },
  wgsl: /* wgsl */ `out[i] = x[i];`,
});

/** Writes the values of one float32 tensor into another on the same device, without a gradient. Throws ShapeError unless the shapes are the same. */
export function copy(from: Tensor, to: Tensor): void {
  if (!sameShape(from.shape, to.shape)) {
    throw new ShapeError(`copy: ${show(from.shape)} into ${show(to.shape)}; must be of one shape; reshape one`);
  }
  update(kernel, { x: from }, { out: to }, {});
}
