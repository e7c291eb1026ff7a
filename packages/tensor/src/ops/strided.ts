import { defineKernel } from '../kernel.js';
import { run } from '../op.js';
import type { Shape } from '../shape.js';
import type { Tensor } from '../tensor.js';
import { eachOffset, reduceFunctions } from './reduce.js';

const kernel = defineKernel({
  name: 'strided',
  inputs: ['x'],
  params: { start: 'int', rank: 'int', shape: 'ints', strides: 'ints' },
  cpu({ x }, out, { start, shape, strides }) {
    eachOffset(shape, strides, (offset, n) => {
      out[n] = x[start + offset];
    });
  },
  functions: reduceFunctions,
  wgsl: /* wgsl */ `out[i] = x[start + offsetOf(i, rank, shape, strides)];`,
});

/** A copy of x in another order: from element `start`, stepping by `strides` along each axis of `shape`. What expand, transpose and slice share. */
export function strided(x: Tensor, shape: Shape, strides: readonly number[], start = 0): Tensor {
  return run(kernel, { x }, shape, { start, rank: shape.length, shape, strides });
}
