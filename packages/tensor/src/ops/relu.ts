import { defineKernel } from '../kernel.js';
import { record, run } from '../op.js';
import type { Tensor } from '../tensor.js';

const forward = defineKernel({
  name: 'relu',
  inputs: ['x'],
  params: {},
  cpu({ x }, out) {
    for (let i = 0; i < out.length; i++) out[i] = Math.max(0, x[i]);
  },
  wgsl: /* wgsl */ `out[i] = select(max(0.0, x[i]), x[i], isNan(x[i]));`,
});

const backward = defineKernel({
  name: 'relu.backward',
  inputs: ['y', 'dy'],
  params: {},
  cpu({ y, dy }, out) {
    for (let i = 0; i < out.length; i++) out[i] = y[i] > 0 ? dy[i] : 0;
  },
  wgsl: /* wgsl */ `out[i] = select(0.0, dy[i], y[i] > 0.0);`,
});

/** max(0, x), element by element. The gradient at 0 is taken to be 0. */
export function relu(x: Tensor): Tensor {
  const y = run(forward, { x }, x.shape, {});
  return record(y, [x], (dy) => [() => run(backward, { y, dy }, x.shape, {})]);
}
