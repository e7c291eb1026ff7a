import { defineKernel } from '../kernel.js';
import { record, run } from '../op.js';
import type { Tensor } from '../tensor.js';

const forward = defineKernel({
  name: 'exp',
  inputs: ['x'],
  params: {},
  cpu({ x }, out) {
    for (let i = 0; i < out.length; i++) out[i] = Math.exp(x[i]);
  },
  wgsl: /* wgsl */ `out[i] = exponential(x[i]);`,
});

const backward = defineKernel({
  name: 'exp.backward',
  inputs: ['y', 'dy'],
  params: {},
  cpu({ y, dy }, out) {
    for (let i = 0; i < out.length; i++) out[i] = y[i] * dy[i];
  },
  wgsl: /* wgsl */ `out[i] = y[i] * dy[i];`,
});

/** e to the power of x, element by element. */
export function exp(x: Tensor): Tensor {
  const y = run(forward, { x }, x.shape, {});
  return record(y, [x], (dy) => [() => run(backward, { y, dy }, x.shape, {})]);
}
