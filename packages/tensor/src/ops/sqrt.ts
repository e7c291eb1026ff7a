import { defineKernel } from '../kernel.js';
import { record, run } from '../op.js';
import type { Tensor } from '../tensor.js';

const forward = defineKernel({
  name: 'sqrt',
  inputs: ['x'],
  params: {},
  cpu({ x }, out) {
    for (let i = 0; i < out.length; i++) out[i] = Math.sqrt(x[i]);
  },
  wgsl: /* wgsl */ `out[i] = sqrt(x[i]);`,
});

const backward = defineKernel({
  name: 'sqrt.backward',
  inputs: ['y', 'dy'],
  params: {},
  cpu({ y, dy }, out) {
    for (let i = 0; i < out.length; i++) out[i] = dy[i] / (2 * y[i]);
  },
  wgsl: /* wgsl */ `out[i] = dy[i] / (2.0 * y[i]);`,
});

/** The square root, element by element. Its gradient at 0 is infinite. */
export function sqrt(x: Tensor): Tensor {
  const y = run(forward, { x }, x.shape, {});
  return record(y, [x], (dy) => [() => run(backward, { y, dy }, x.shape, {})]);
}
