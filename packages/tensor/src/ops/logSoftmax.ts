import { defineKernel } from '../kernel.js';
import { record, run } from '../op.js';
import type { Tensor } from '../tensor.js';
import { along, alongParams, eachGroup, firstOfGroup } from './softmax.js';

const forward = defineKernel({
  name: 'logSoftmax',
  inputs: ['x'],
  params: alongParams,
  cpu({ x }, out, params) {
    const { length, stride } = params;
    eachGroup(out.length, params, (first) => {
      const end = first + length * stride;
      let largest = Number.NEGATIVE_INFINITY;
      for (let i = first; i < end; i += stride) largest = Math.max(largest, x[i]);
      let total = 0;
      for (let i = first; i < end; i += stride) total += Math.exp(x[i] - largest);
      const logTotal = Math.log(total);
      for (let i = first; i < end; i += stride) out[i] = x[i] - largest - logTotal;
    });
  },
  wgsl: /* wgsl */ `
    ${firstOfGroup}
    var largest = x[first];
    for (var n = 1; n < length; n++) { largest = max(largest, x[first + n * stride]); }
    var total = 0.0;
    for (var n = 0; n < length; n++) { total += exp(x[first + n * stride] - largest); }
    out[i] = x[i] - largest - log(total);
  `,
});

const backward = defineKernel({
  name: 'logSoftmax.backward',
  inputs: ['y', 'dy'],
  params: alongParams,
  cpu({ y, dy }, out, params) {
    const { length, stride } = params;
    eachGroup(out.length, params, (first) => {
      const end = first + length * stride;
      let total = 0;
      for (let i = first; i < end; i += stride) total += dy[i];
      for (let i = first; i < end; i += stride) out[i] = dy[i] - Math.exp(y[i]) * total;
    });
  },
  wgsl: /* wgsl */ `
    ${firstOfGroup}
    var total = 0.0;
    for (var n = 0; n < length; n++) { total += dy[first + n * stride]; }
    out[i] = dy[i] - exp(y[i]) * total;
  `,
});

/** The logarithm of softmax along an axis, the last one by default, without overflow. Throws ShapeError for a missing axis. */
export function logSoftmax(x: Tensor, axis = -1): Tensor {
  const params = along('logSoftmax', x, axis);
  const y = run(forward, { x }, x.shape, params);
  return record(y, [x], (dy) => [() => run(backward, { y, dy }, x.shape, params)]);
}
