import { defineKernel } from '../kernel.js';
import { record, run } from '../op.js';
import type { Tensor } from '../tensor.js';

const kernel = defineKernel({
  name: 'negate',
  inputs: ['x'],
  params: {},
  cpu({ x }, out) {
    for (let i = 0; i < out.length; i++) out[i] = -x[i];
  },
  wgsl: /* wgsl */ `out[i] = -x[i];`,
});

/** -x, element by element. */
export function negate(x: Tensor): Tensor {
  const y = run(kernel, { x }, x.shape, {});
  return record(y, [x], (dy) => [() => run(kernel, { x: dy }, x.shape, {})]);
}
