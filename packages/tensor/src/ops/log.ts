import { defineKernel } from '../kernel.js';
import { record, run } from '../op.js';
import type { Tensor } from '../tensor.js';

const forward = defineKernel({
  name: 'log',
  inputs: ['x'],
  params: {},
  cpu({ x }, out) {
    for (let i = 0; i < out.length; i++) out[i] = Math.log(x[i]);
  },
  wgsl: /* wgsl */ `out[i] = logarithm(x[i]);`,
});

const backward = defineKernel({
  name: 'log.backward',
  inputs: ['x', 'dy'],
  params: {},
  cpu({ x, dy }, out) {
    for (let i = 0; i < out.length; i++) out[i] = dy[i] / x[i];
  },
  wgsl: /* wgsl */ `out[i] = dy[i] / x[i];`,
});

/** The natural logarithm, element by element. -Infinity at 0, NaN below it. */
export function log(x: Tensor): Tensor {
  const y = run(forward, { x }, x.shape, {});
  return record(y, [x], (dy) => [() => run(backward, { x, dy }, x.shape, {})]);
}
