import { defineKernel } from '../kernel.js';
import { record, run } from '../op.js';
import { type Shape, ShapeError, show, stridesOf } from '../shape.js';
import type { Tensor } from '../tensor.js';
import { strided } from './strided.js';

// The way back: dy where x was cut out, 0 elsewhere.
const backward = defineKernel({
  name: 'slice.backward',
  inputs: ['dy'],
  params: { rank: 'int', shape: 'ints', starts: 'ints', lengths: 'ints' },
  cpu({ dy }, out, { rank, shape, starts, lengths }) {
    out.fill(0);
    const strides = stridesOf(shape);
    for (let n = 0; n < dy.length; n++) {
      let rest = n;
      let to = 0;
      for (let d = rank - 1; d >= 0; d--) {
        to += (starts[d] + (rest % lengths[d])) * strides[d];
        rest = Math.floor(rest / lengths[d]);
      }
      out[to] = dy[n];
    }
  },
  wgsl: /* wgsl */ `
    var rest = i;
    var from_ = 0;
    var step = 1;
    var inside = true;
    for (var d = rank - 1; d >= 0; d--) {
      let here = rest % at(shape, d) - at(starts, d);
      rest /= at(shape, d);
      inside = inside && here >= 0 && here < at(lengths, d);
      from_ += here * step;
      step *= at(lengths, d);
    }
    out[i] = 0.0;
    if (inside) { out[i] = dy[from_]; }
  `,
});

/**
 * The part of x from starts[n] up to, not including, ends[n] along each axis n. Negative numbers count from the end, as in Python.
 *
 * Throws ShapeError when there are not as many starts and ends as axes, or when a part does not lie within x.
 */
export function slice(x: Tensor, starts: readonly number[], ends: readonly number[]): Tensor {
  const rank = x.shape.length;
  const fromEnd = (n: number, axis: number) => (n < 0 ? n + x.shape[axis] : n);
  const first = starts.map(fromEnd);
  const shape: Shape = ends.map((end, axis) => fromEnd(end, axis) - first[axis]);
  const fits = shape.every((length, axis) => length >= 0 && first[axis] >= 0 && first[axis] + length <= x.shape[axis]);
  if (starts.length !== rank || ends.length !== rank || !fits || ![...starts, ...ends].every(Number.isInteger)) {
    throw new ShapeError(
      `slice: ${show(starts)} to ${show(ends)} of ${show(x.shape)}; must be one start and one end per axis, within it`,
    );
  }
  const strides = stridesOf(x.shape);
  const start = first.reduce((offset, at, axis) => offset + at * strides[axis], 0);
  const y = strided(x, shape, strides, start);
  const params = { rank, shape: x.shape, starts: first, lengths: shape };
  return record(y, [x], (dy) => [() => run(backward, { dy }, x.shape, params)]);
}
