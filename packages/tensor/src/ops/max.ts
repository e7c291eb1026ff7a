import { defineKernel } from '../kernel.js';
import { record, run } from '../op.js';
import { broadcastStrides, ShapeError, show } from '../shape.js';
import type { Tensor } from '../tensor.js';
import {
  eachOffset,
  eachReduction,
  type ReduceOptions,
  reduce,
  reducedShapes,
  reduceFunctions,
  reduceParams,
} from './reduce.js';

// Where in x each output's largest element lies: the first of equals, and the first NaN if there is one.
const winner = defineKernel({
  name: 'max.winner',
  inputs: ['x'],
  integers: ['out'],
  params: reduceParams,
  cpu({ x }, out, params) {
    eachReduction(
      params,
      (o) => {
        out[o] = -1;
      },
      (o, offset) => {
        const best = x[out[o]];
        if (out[o] < 0 || x[offset] > best || (Number.isNaN(x[offset]) && !Number.isNaN(best))) out[o] = offset;
      },
    );
  },
  functions: reduceFunctions,
  wgsl: /* wgsl */ `
    let base = offsetOf(i, keptRank, keptShape, keptStrides);
    var best = base;
    for (var n = 1; n < goneSize; n++) {
      let offset = base + offsetOf(n, goneRank, goneShape, goneStrides);
      if (x[offset] > x[best] || (isNan(x[offset]) && !isNan(x[best]))) { best = offset; }
    }
    out[i] = best;
  `,
});

const take = defineKernel({
  name: 'max',
  inputs: ['x', 'winners'],
  integers: ['winners'],
  params: {},
  cpu({ x, winners }, out) {
    for (let i = 0; i < out.length; i++) out[i] = x[winners[i]];
  },
  wgsl: /* wgsl */ `out[i] = x[winners[i]];`,
});

// `strides` step through the result while `shape` is x's: 0 along the reduced axes.
const backward = defineKernel({
  name: 'max.backward',
  inputs: ['winners', 'dy'],
  integers: ['winners'],
  params: { rank: 'int', shape: 'ints', strides: 'ints' },
  cpu({ winners, dy }, out, { shape, strides }) {
    eachOffset(shape, strides, (o, i) => {
      out[i] = winners[o] === i ? dy[o] : 0;
    });
  },
  functions: reduceFunctions,
  wgsl: /* wgsl */ `
    let o = offsetOf(i, rank, shape, strides);
    out[i] = select(0.0, dy[o], winners[o] == i);
  `,
});

/**
 * The largest element along the axes, all of them when none are named. Of equal values the first takes the gradient; a NaN wins.
 *
 * The axes disappear, or stay with length 1 under `keepAxes`. Throws ShapeError for an axis that x does not have, and for one of
 * length 0, which has no largest element.
 */
export function max(x: Tensor, axes?: number | readonly number[], { keepAxes = false }: ReduceOptions = {}): Tensor {
  const { gone, withOnes, without, count } = reducedShapes('max', x, axes);
  if (count === 0) {
    throw new ShapeError(
      `max: ${show(x.shape)} has nothing along axes [${gone.join(', ')}]; each must be at least 1 long`,
    );
  }
  const winners = reduce(winner, x, gone, without);
  const y = run(take, { x, winners }, keepAxes ? withOnes : without, {});
  const params = { rank: x.shape.length, shape: x.shape, strides: broadcastStrides(withOnes, x.shape) };
  return record(y, [x], (dy) => [() => run(backward, { winners, dy }, x.shape, params)]);
}
