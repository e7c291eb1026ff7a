import { defineKernel } from '../kernel.js';
import { record, run } from '../op.js';
import type { Tensor } from '../tensor.js';

const forward = defineKernel({
  name: 'sigmoid',
  inputs: ['x'],
  params: {},
  cpu({ x }, out) {
    for (let i = 0; i < out.length; i++) out[i] = 1 / (1 + Math.exp(-x[i]));
  },
  wgsl: /* wgsl */ `out[i] = 1.0 / (1.0 + exponential(-x[i]));`,
});

const backward = defineKernel({
  name: 'sigmoid.backward',
  inputs: ['y', 'dy'],
  params: {},
  cpu({ y, dy }, out) {
    for (let i = 0; i < out.length; i++) out[i] = dy[i] * y[i] * (1 - y[i]);
  },
  wgsl: /* wgsl */ `out[i] = dy[i] * y[i] * (1.0 - y[i]);`,
});

/** 1 / (1 + e^-x), element by element, between 0 and 1. */
export function sigmoid(x: Tensor): Tensor {
  const y = run(forward, { x }, x.shape, {});
  return record(y, [x], (dy) => [() => run(backward, { y, dy }, x.shape, {})]);
}
