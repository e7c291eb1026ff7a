import { defineKernel } from '../kernel.js';
import { record, run } from '../op.js';
import type { Tensor } from '../tensor.js';

const forward = defineKernel({
  name: 'tanh',
  inputs: ['x'],
  params: {},
  cpu({ x }, out) {
    for (let i = 0; i < out.length; i++) out[i] = Math.tanh(x[i]);
  },
  // Some drivers overflow inside tanh; from 20 on it is 1 in float32 anyway.
  wgsl: /* wgsl */ `out[i] = select(tanh(clamp(x[i], -20.0, 20.0)), x[i], isNan(x[i]));`,
});

const backward = defineKernel({
  name: 'tanh.backward',
  inputs: ['y', 'dy'],
  params: {},
  cpu({ y, dy }, out) {
    for (let i = 0; i < out.length; i++) out[i] = dy[i] * (1 - y[i] * y[i]);
  },
  wgsl: /* wgsl */ `out[i] = dy[i] * (1.0 - y[i] * y[i]);`,
});

/** The hyperbolic tangent, element by element, between -1 and 1. */
export function tanh(x: Tensor): Tensor {
  const y = run(forward, { x }, x.shape, {});
  return record(y, [x], (dy) => [() => run(backward, { y, dy }, x.shape, {})]);
}
