import { defineKernel, type Values } from '../kernel.js';
import { record, run } from '../op.js';
import { broadcastStrides, type Shape, ShapeError, show, sizeOf } from '../shape.js';
import type { Tensor } from '../tensor.js';
import {
  eachOffset,
  eachReduction,
  piecesOf,
  type ReduceOptions,
  reducedShapes,
  reduceFunctions,
  reduceParams,
  reduction,
} from './reduce.js';

// Of two places in x, whether the first has the larger element: of equals the one that comes first; a NaN is larger than any number.
const beatsFunction = /* wgsl */ `
  fn beats(a: i32, b: i32) -> bool {
    let bothNan = isNan(x[a]) && isNan(x[b]);
    return x[a] > x[b] || (isNan(x[a]) && !isNan(x[b])) || (a < b && (x[a] == x[b] || bothNan));
  }
`;

function beats(x: Values, a: number, b: number): boolean {
  if (x[a] > x[b]) return true;
  if (Number.isNaN(x[a])) return a < b || !Number.isNaN(x[b]);
  return a < b && x[a] === x[b];
}

// Where in x the largest element of each piece lies.
const winnersOfPieces = defineKernel({
  name: 'max.pieces',
  inputs: ['x'],
  integers: ['out'],
  params: reduceParams,
  cpu({ x }, out, params) {
    const { pieces } = params;
    const best = new Int32Array(pieces);
    let piece = 0;
    eachReduction(params, {
      start() {
        best.fill(-1);
        piece = 0;
      },
      each(offset, length, step) {
        for (let n = 0, i = offset; n < length; n++, i += step) {
          if (best[piece] < 0 || beats(x, i, best[piece])) best[piece] = i;
          if (++piece === pieces) piece = 0;
        }
      },
      end(o) {
        out.set(best, o * pieces);
      },
    });
  },
  functions: reduceFunctions + beatsFunction,
  wgsl: /* wgsl */ `
    let base = offsetOf(i / pieces, keptRank, keptShape, keptStrides);
    var best = base + offsetOf(i % pieces, goneRank, goneShape, goneStrides);
    for (var n = i % pieces + pieces; n < goneSize; n += pieces) {
      let other = base + offsetOf(n, goneRank, goneShape, goneStrides);
      if (beats(other, best)) { best = other; }
    }
    out[i] = best;
  `,
});

// Of `length` candidates for each output, the winner of each piece.
const winnersOfWinners = defineKernel({
  name: 'max.winners',
  inputs: ['x', 'candidates'],
  integers: ['candidates', 'out'],
  params: { length: 'int', pieces: 'int' },
  cpu({ x, candidates }, out, { length, pieces }) {
    for (let i = 0; i < out.length; i++) {
      const first = Math.floor(i / pieces) * length;
      let best = candidates[first + (i % pieces)];
      for (let n = (i % pieces) + pieces; n < length; n += pieces) {
        if (beats(x, candidates[first + n], best)) best = candidates[first + n];
      }
      out[i] = best;
    }
  },
  functions: beatsFunction,
  wgsl: /* wgsl */ `
    let first = i / pieces * length;
    var best = candidates[first + i % pieces];
    for (var n = i % pieces + pieces; n < length; n += pieces) {
      if (beats(candidates[first + n], best)) { best = candidates[first + n]; }
    }
    out[i] = best;
  `,
});

/** Where in x the largest element for each output lies: int32 of the shape given. */
function winnersOf(x: Tensor, gone: readonly number[], shape: Shape): Tensor {
  const outputs = sizeOf(shape);
  const params = reduction(x, gone, 1);
  let pieces = piecesOf(outputs, params.goneSize);
  let winners = run(winnersOfPieces, { x }, pieces === 1 ? shape : [outputs, pieces], { ...params, pieces });
  while (pieces > 1) {
    const length = pieces;
    pieces = piecesOf(outputs, length);
    const to = pieces === 1 ? shape : [outputs, pieces];
    winners = run(winnersOfWinners, { x, candidates: winners }, to, { length, pieces });
  }
  return winners;
}

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
  const winners = winnersOf(x, gone, without);
  const y = run(take, { x, winners }, keepAxes ? withOnes : without, {});
  const params = { rank: x.shape.length, shape: x.shape, strides: broadcastStrides(withOnes, x.shape) };
  return record(y, [x], (dy) => [() => run(backward, { winners, dy }, x.shape, params)]);
}
