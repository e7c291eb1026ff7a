import { defineKernel, type Params } from '../kernel.js';
import { record, run } from '../op.js';
import { axisOf, sizeOf } from '../shape.js';
import type { Tensor } from '../tensor.js';
import { expSum, largestOf, stableSumFunctions } from './stableSum.js';

/** The axis that a softmax runs along, and how far apart its elements lie. */
export const alongParams = { length: 'int', stride: 'int' } as const;

export function along(op: string, x: Tensor, axis: number): Params<typeof alongParams> {
  const d = axisOf(op, axis, x.shape);
  return { length: x.shape[d], stride: sizeOf(x.shape.slice(d + 1)) };
}

/** Calls `group` with the offset of the first element of each group along the axis. */
export function eachGroup(
  size: number,
  { length, stride }: Params<typeof alongParams>,
  group: (first: number) => void,
) {
  for (let block = 0; block < size; block += length * stride) {
    for (let inner = 0; inner < stride; inner++) group(block + inner);
  }
}

/** The WGSL side: offset of the first element of i's group. */
export const firstOfGroup = /* wgsl */ `let first = i / (length * stride) * (length * stride) + i % stride;`;

// Put together in functions, which bundlers leave out with the kernels.
function forwardBody(): string {
  return /* wgsl */ `
    ${firstOfGroup}
    let largest = largestOf(first, length, stride);
    out[i] = exponential(x[i] - largest) / expSum(first, length, stride, largest, -1);
  `;
}

const forward = defineKernel({
  name: 'softmax',
  inputs: ['x'],
  params: alongParams,
  cpu({ x }, out, params) {
    const { length, stride } = params;
    eachGroup(out.length, params, (first) => {
      const end = first + length * stride;
      const largest = largestOf(x, first, length, stride);
      const total = expSum(x, first, length, stride, largest);
      for (let i = first; i < end; i += stride) out[i] = Math.exp(x[i] - largest) / total;
    });
  },
  functions: stableSumFunctions,
  wgsl: /* @__PURE__ */ forwardBody(),
});

function backwardBody(): string {
  return /* wgsl */ `
    ${firstOfGroup}
    var inner = 0.0;
    for (var n = 0; n < length; n++) { inner += y[first + n * stride] * dy[first + n * stride]; }
    out[i] = y[i] * (dy[i] - inner);
  `;
}

const backward = defineKernel({
  name: 'softmax.backward',
  inputs: ['y', 'dy'],
  params: alongParams,
  cpu({ y, dy }, out, params) {
    const { length, stride } = params;
    eachGroup(out.length, params, (first) => {
      const end = first + length * stride;
      let inner = 0;
      for (let i = first; i < end; i += stride) inner += y[i] * dy[i];
      for (let i = first; i < end; i += stride) out[i] = y[i] * (dy[i] - inner);
    });
  },
  wgsl: /* @__PURE__ */ backwardBody(),
});

/** Probabilities that sum to 1 along an axis, the last one by default: e^x over the sum of e^x. Throws ShapeError for a missing axis. */
export function softmax(x: Tensor, axis = -1): Tensor {
  const params = along('softmax', x, axis);
  const y = run(forward, { x }, x.shape, params);
  return record(y, [x], (dy) => [() => run(backward, { y, dy }, x.shape, params)]);
}
