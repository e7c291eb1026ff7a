import { defineKernel } from '../kernel.js';
import { record } from '../op.js';
import type { Tensor } from '../tensor.js';
import { broadcast, broadcastParams, eachRow, operand, operandIndices } from './broadcast.js';
import { sumTo } from './sum.js';

const kernel = defineKernel({
  name: 'add',
  inputs: ['a', 'b'],
  params: broadcastParams,
  cpu({ a, b }, out, params) {
    eachRow(params, (o, p, q, length, pStep, qStep) => {
      for (let n = 0; n < length; n++) out[o + n] = a[p + n * pStep] + b[q + n * qStep];
    });
  },
  wgsl: /* wgsl */ `${operandIndices} out[i] = a[ai] + b[bi];`,
});

/** a + b, element by element; a number stands for itself everywhere. Shapes broadcast as in NumPy. Throws ShapeError when they do not fit. */
export function add(a: Tensor, other: Tensor | number): Tensor {
  const b = operand(a, other);
  const y = broadcast(kernel, a, b);
  return record(y, [a, b], (dy) => [() => sumTo(dy, a.shape), () => sumTo(dy, b.shape)]);
}
