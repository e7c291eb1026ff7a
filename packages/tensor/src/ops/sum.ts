import { defineKernel } from '../kernel.js';
import { record, run } from '../op.js';
import { broadcastStrides, type Shape, sameShape, sizeOf } from '../shape.js';
import type { Tensor } from '../tensor.js';
import {
  eachReduction,
  piecesOf,
  type ReduceOptions,
  reducedShapes,
  reduceFunctions,
  reduceParams,
  reduction,
} from './reduce.js';
import { reshape } from './reshape.js';
import { strided } from './strided.js';

const paramTypes = { ...reduceParams, scale: 'float' } as const;

const forward = defineKernel({
  name: 'sum',
  inputs: ['x'],
  params: paramTypes,
  cpu({ x }, out, params) {
    const { pieces, scale } = params;
    const totals = new Float64Array(pieces);
    let piece = 0;
    eachReduction(params, {
      start() {
        totals.fill(0);
        piece = 0;
      },
      each(offset, length, step) {
        for (let n = 0, i = offset; n < length; n++, i += step) {
          totals[piece] += x[i];
          if (++piece === pieces) piece = 0;
        }
      },
      end(o) {
        for (let p = 0; p < pieces; p++) out[o * pieces + p] = totals[p] * scale;
      },
    });
  },
  functions: reduceFunctions,
  wgsl: /* wgsl */ `
    let base = offsetOf(i / pieces, keptRank, keptShape, keptStrides);
    var total = 0.0;
    for (var n = i % pieces; n < goneSize; n += pieces) {
      total += x[base + offsetOf(n, goneRank, goneShape, goneStrides)];
    }
    out[i] = total * scale;
  `,
});

/** The sum over the axes `gone`, times `scale`, in the shape given, in as many passes as it takes. Without a gradient. */
export function scaledSum(x: Tensor, gone: readonly number[], shape: Shape, scale: number): Tensor {
  const outputs = sizeOf(shape);
  const params = reduction(x, gone, 1);
  const pieces = piecesOf(outputs, params.goneSize);
  if (pieces === 1) return run(forward, { x }, shape, { ...params, scale });
  const partials = run(forward, { x }, [outputs, pieces], { ...params, pieces, scale: 1 });
  return scaledSum(partials, [1], shape, scale);
}

/**
 * The sum over the axes, all of them when none are named; the sum over nothing is 0.
 *
 * The axes disappear, or stay with length 1 under `keepAxes`. Throws ShapeError for an axis that x does not have.
 */
export function sum(x: Tensor, axes?: number | readonly number[], { keepAxes = false }: ReduceOptions = {}): Tensor {
  const { gone, withOnes, without } = reducedShapes('sum', x, axes);
  const y = scaledSum(x, gone, keepAxes ? withOnes : without, 1);
  // Not expand: its own way back is sumTo, and neither file could then stand without the other.
  return record(y, [x], (dy) => [() => strided(dy, x.shape, broadcastStrides(withOnes, x.shape))]);
}

/** The way back from broadcasting: sums what was stretched, so that the result has the shape again. */
export function sumTo(x: Tensor, shape: Shape): Tensor {
  if (sameShape(x.shape, shape)) return x;
  const missing = x.shape.length - shape.length;
  const stretched = x.shape
    .map((_, axis) => axis)
    .filter((axis) => axis < missing || (shape[axis - missing] === 1 && x.shape[axis] !== 1));
  return reshape(sum(x, stretched), shape);
}
