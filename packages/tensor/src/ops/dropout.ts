import { defineKernel } from '../kernel.js';
import { record, run } from '../op.js';
import { ShapeError, show } from '../shape.js';
import type { Tensor } from '../tensor.js';
import { threefryFunctions, uniformAt } from '../threefry.js';

// Linear in x, so it is its own way back: the same state drops the same elements.
const kernel = defineKernel({
  name: 'dropout',
  inputs: ['x', 'state'],
  integers: ['state'],
  params: { rate: 'float' },
  cpu({ x, state }, out, { rate }) {
    const scale = 1 / (1 - rate);
    for (let i = 0; i < out.length; i++) out[i] = uniformAt(state[0], state[1], i) < rate ? 0 : x[i] * scale;
  },
  functions: threefryFunctions,
  wgsl: /* wgsl */ `
    let kept = uniformAt(u32(state[0]), u32(state[1]), u32(i)) >= rate;
    out[i] = select(0.0, x[i] / (1.0 - rate), kept);
  `,
});

/**
 * x with each element set to 0 with probability `rate`, and the others divided by 1 - rate, so that the mean stays.
 *
 * @param state int32 [2], a seed and a counter: the same state drops the same elements, on every device; count up for the next step,
 *   in another tensor or after `gradients`, which reads it again
 * @throws ShapeError when the rate is not in [0, 1) or the state has another shape
 * @see Srivastava et al. 2014, scaled while training
 */
export function dropout(x: Tensor, rate: number, state: Tensor): Tensor {
  // The rate as a GPU sees it, so that every device drops the same elements.
  const rounded = Math.fround(rate);
  if (!(rounded >= 0 && rounded < 1)) throw new ShapeError(`dropout: rate ${rate}; must be at least 0 and below 1`);
  if (state.shape.length !== 1 || state.size !== 2) {
    throw new ShapeError(`dropout: state ${show(state.shape)}; must be int32 [2]: a seed and a counter`);
  }
  const y = run(kernel, { x, state }, x.shape, { rate: rounded });
  return record(y, [x], (dy) => [() => run(kernel, { x: dy, state }, x.shape, { rate: rounded })]);
}
