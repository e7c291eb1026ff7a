// n matrix in the batch, m row of a, k column of a and row of b, c column of b
import { defineKernel, type Values } from '../kernel.js';
import { record, run } from '../op.js';
import { broadcastShapes, broadcastStrides, type Shape, ShapeError, show, sizeOf } from '../shape.js';
import { matmul as multiplyPanels } from '../simd/matmul.js';
import { simdCall } from '../simd/simdCall.js';
import { packPanels, panelRow, panelsOf } from '../simd/tile.js';
import type { Tensor } from '../tensor.js';
import { matmulParams, matmulRaggedTile, matmulRegisters, matmulTile, matrixOf } from './matmulBodies.js';
import { sumTo } from './sum.js';
import { transpose } from './transpose.js';

export const matmulKernel = defineKernel({
  name: 'matmul',
  inputs: ['a', 'b'],
  params: matmulParams,
  cpu({ a, b }, out, { rows, inner, columns, batch, aStrides, bStrides }) {
    const matrices = sizeOf(batch);
    for (let n = 0; n < matrices; n++) {
      const [aStart, bStart] = [matrixAt(n, batch, aStrides), matrixAt(n, batch, bStrides)];
      multiplyMatrices(
        a.subarray(aStart * rows * inner, (aStart + 1) * rows * inner),
        b.subarray(bStart * inner * columns, (bStart + 1) * inner * columns),
        out.subarray(n * rows * columns, (n + 1) * rows * columns),
        { rows, inner, columns },
      );
    }
  },
  functions: matrixOf,
  wgsl: /* wgsl */ `
    let n = i / (rows * columns);
    let aRow = matrixOf(n, rank, batch, aStrides) * rows + i / columns % rows;
    let bRow = matrixOf(n, rank, batch, bStrides) * inner;
    let c = i % columns;
    var total = 0.0;
    for (var k = 0; k < inner; k++) { total += a[aRow * inner + k] * b[(bRow + k) * columns + c]; }
    out[i] = total;
  `,
  tuned: [matmulTile, matmulRaggedTile, matmulRegisters],
  simd: {
    // Below, calls cost more than they save.
    fits: ({ rows, inner, columns }) => rows * inner * columns >= 2 ** 12,
    scratch: ({ inner, columns }) => panelsOf(columns) * inner * panelRow,
    calls: ({ a, b, out, scratch: panels }, { rows, inner, columns, batch, aStrides, bStrides }) =>
      Array.from({ length: sizeOf(batch) }, (_, n) => {
        const [aMatrix, bMatrix] = [matrixAt(n, batch, aStrides), matrixAt(n, batch, bStrides)];
        const right = { source: b + 4 * bMatrix * inner * columns, innerStride: columns, columnStride: 1 };
        const left = { a: a + 4 * aMatrix * rows * inner, out: out + 4 * n * rows * columns };
        return [
          simdCall(packPanels, { ...right, inner, columns, panels }, panelsOf(columns), 4),
          simdCall(multiplyPanels, { ...left, panels, inner, columns }, rows, 32),
        ];
      }).flat(),
  },
});

/** Which matrix of an operand the batch's matrix `number` is made of. */
function matrixAt(number: number, batch: readonly number[], strides: readonly number[]): number {
  let rest = number;
  let matrix = 0;
  for (let d = batch.length - 1; d >= 0; d--) {
    matrix += (rest % batch[d]) * strides[d];
    rest = Math.floor(rest / batch[d]);
  }
  return matrix;
}

/** out = a · b, row-major, each element summed over k in order. Two rows of b at a time halve the traffic on `out`. */
export function multiplyMatrices(
  a: Values,
  b: Values,
  out: Values,
  { rows, inner, columns }: { rows: number; inner: number; columns: number },
): void {
  out.fill(0);
  for (let m = 0; m < rows; m++) {
    const to = m * columns;
    let k = 0;
    for (; k + 3 < inner; k += 4) {
      const from = m * inner + k;
      const [a0, a1, a2, a3] = [a[from], a[from + 1], a[from + 2], a[from + 3]];
      const b0 = k * columns;
      const b1 = b0 + columns;
      const b2 = b1 + columns;
      const b3 = b2 + columns;
      for (let c = 0; c < columns; c++) {
        out[to + c] += a0 * b[b0 + c] + a1 * b[b1 + c] + a2 * b[b2 + c] + a3 * b[b3 + c];
      }
    }
    for (; k < inner; k++) {
      const one = a[m * inner + k];
      for (let c = 0; c < columns; c++) out[to + c] += one * b[k * columns + c];
    }
  }
}

/** What the kernel is told of operands of these shapes, whose inner axes agree. Throws ShapeError when their leading axes do not broadcast. */
export function sizesOf(a: Shape, b: Shape) {
  const [aBatch, bBatch] = [a.slice(0, -2), b.slice(0, -2)];
  const batch = broadcastShapes('matmul', aBatch, bBatch);
  const [rows, inner] = a.slice(-2);
  return {
    ...{ rows, inner, columns: b[b.length - 1], rank: batch.length, batch },
    aStrides: broadcastStrides(aBatch, batch),
    bStrides: broadcastStrides(bBatch, batch),
  };
}

/**
 * The matrix product: [..., rows, inner] · [..., inner, columns] → [..., rows, columns]. Leading axes broadcast.
 *
 * Throws ShapeError when either has fewer than two axes or the inner axes differ.
 */
export function matmul(a: Tensor, b: Tensor): Tensor {
  const [rows, inner] = a.shape.slice(-2);
  const [innerOfB, columns] = b.shape.slice(-2);
  if (a.shape.length < 2 || b.shape.length < 2 || inner !== innerOfB) {
    throw new ShapeError(
      `matmul: ${show(a.shape)} · ${show(b.shape)}; the last axis of the first must be the last but one of the second; transpose one`,
    );
  }
  const params = sizesOf(a.shape, b.shape);
  const y = run(matmulKernel, { a, b }, [...params.batch, rows, columns], params);
  return record(y, [a, b], (dy) => [
    () => sumTo(matmul(dy, swapLast(b)), a.shape),
    () => sumTo(matmul(swapLast(a), dy), b.shape),
  ]);
}

function swapLast(x: Tensor): Tensor {
  const rank = x.shape.length;
  return transpose(x, [...x.shape.keys()].slice(0, rank - 2).concat(rank - 1, rank - 2));
}
