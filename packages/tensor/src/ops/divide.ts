import { defineKernel } from '../kernel.js';
import { record } from '../op.js';
import type { Tensor } from '../tensor.js';
import { broadcast, broadcastParams, eachRow, operand, operandIndices } from './broadcast.js';
import { multiply } from './multiply.js';
import { negate } from './negate.js';
import { sumTo } from './sum.js';

const kernel = defineKernel({
  name: 'divide',
  inputs: ['a', 'b'],
  params: broadcastParams,
  cpu({ a, b }, out, params) {
    eachRow(params, (o, p, q, length, pStep, qStep) => {
      for (let n = 0; n < length; n++) out[o + n] = a[p + n * pStep] / b[q + n * qStep];
    });
  },
  wgsl: /* wgsl */ `${operandIndices} out[i] = a[ai] / b[bi];`,
});

/** a / b, element by element, as IEEE 754 divides. Shapes broadcast as in NumPy. Throws ShapeError when they do not fit. */
export function divide(a: Tensor, other: Tensor | number): Tensor {
  const b = operand(a, other);
  const y = broadcast(kernel, a, b);
  return record(y, [a, b], (dy) => [
    () => sumTo(divide(dy, b), a.shape),
    () => sumTo(negate(divide(multiply(dy, y), b)), b.shape),
  ]);
}
