import { defineKernel } from '../kernel.js';
import { record, run } from '../op.js';
import type { Tensor } from '../tensor.js';
import { along, alongParams, eachGroup, firstOfGroup } from './softmax.js';
import { expSum, largestOf, stableSumFunctions } from './stableSum.js';

// Put together in functions, which bundlers leave out with the kernels.
function forwardBody(): string {
  return /* wgsl */ `
    ${firstOfGroup}
    let largest = largestOf(first, length, stride);
    out[i] = x[i] - largest - logarithm(expSum(first, length, stride, largest, -1));
  `;
}

const forward = defineKernel({
  name: 'logSoftmax',
  inputs: ['x'],
  params: alongParams,
  cpu({ x }, out, params) {
    const { length, stride } = params;
    eachGroup(out.length, params, (first) => {
      const end = first + length * stride;
      const largest = largestOf(x, first, length, stride);
      const logTotal = Math.log(expSum(x, first, length, stride, largest));
      for (let i = first; i < end; i += stride) out[i] = x[i] - largest - logTotal;
    });
  },
  functions: stableSumFunctions,
  wgsl: /* @__PURE__ */ forwardBody(),
});

function backwardBody(): string {
  return /* wgsl */ `
    ${firstOfGroup}
    var total = 0.0;
    for (var n = 0; n < length; n++) { total += dy[first + n * stride]; }
    out[i] = dy[i] - exponential(y[i]) * total;
  `;
}

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
  wgsl: /* @__PURE__ */ backwardBody(),
});

/** The logarithm of softmax along an axis, the last one by default, without overflow. Throws ShapeError for a missing axis. */
export function logSoftmax(x: Tensor, axis = -1): Tensor {
  const params = along('logSoftmax', x, axis);
  const y = run(forward, { x }, x.shape, params);
  return record(y, [x], (dy) => [() => run(backward, { y, dy }, x.shape, params)]);
}
