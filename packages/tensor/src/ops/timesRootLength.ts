// b text
import { defineKernel } from '../kernel.js';
import { record, run } from '../op.js';
import { ShapeError, show } from '../shape.js';
import type { Tensor } from '../tensor.js';
import { sameLengths } from './overTime.js';

// Linear in x, so it is its own way back.
const kernel = defineKernel({
  name: 'timesRootLength',
  inputs: ['x', 'lengths'],
  integers: ['lengths'],
  params: { channels: 'int' },
  cpu({ x, lengths }, out, { channels }) {
    for (let b = 0; b < lengths.length; b++) {
      const root = Math.sqrt(Math.max(1, lengths[b]));
      for (let i = b * channels; i < (b + 1) * channels; i++) out[i] = x[i] * root;
    }
  },
  wgsl: /* wgsl */ `out[i] = x[i] * sqrt(f32(max(1, lengths[i / channels])));`,
});

/**
 * Each text's row times the root of its length: [batch, channels] → [batch, channels]. A mean becomes the sum over the root of the length.
 *
 * @param lengths int32 [batch], or one for all; those below 1 count as 1
 * @throws ShapeError when the shapes do not fit
 */
export function timesRootLength(x: Tensor, lengths: Tensor | number): Tensor {
  const [batch, channels] = x.shape;
  const given = typeof lengths === 'number' ? sameLengths(x.device, batch, lengths) : lengths;
  if (x.shape.length !== 2 || given.shape.length !== 1 || given.shape[0] !== batch) {
    throw new ShapeError(
      `timesRootLength: x ${show(x.shape)}, lengths ${show(given.shape)}; must be [batch, channels] and [batch]`,
    );
  }
  const scaled = (by: Tensor) => run(kernel, { x: by, lengths: given }, x.shape, { channels });
  return record(scaled(x), [x], (dy) => [() => scaled(dy)]);
}
