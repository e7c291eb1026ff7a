// r distinct row of the table, f filter tap, d dimension
import type { Indices } from '../indices.js';
import { defineKernel, type Values } from '../kernel.js';
import { run } from '../op.js';
import type { Shape } from '../shape.js';
import { tableGradient as tableGradientOf } from '../simd/projectRows.js';
import { simdCall } from '../simd/simdCall.js';
import { tapsGradient, tapsUnits, tapsWorkspace } from '../simd/tapsGradient.js';
import { packPanels, panelRow, panelsOf } from '../simd/tile.js';
import type { Tensor } from '../tensor.js';
import { tableRegisters, tapsRegisters } from './projectRowsRegisters.js';
import { tableTile, tapsTile } from './projectRowsTiles.js';

/** Rows that are summed in one go: each part of so many is a result of its own, for the sums to run side by side. */
export const split = 256;

/** How many parts so many rows make. */
const partsOf = (rows: number, split: number) => Math.ceil(rows / split);

export const tableKernel = defineKernel({
  name: 'projectRows.backward.table',
  inputs: ['dy', 'placeOfRow', 'rows', 'counts', 'weight'],
  integers: ['placeOfRow', 'rows', 'counts'],
  params: { taps: 'int', dimensions: 'int', capacity: 'int', tableRows: 'int' },
  cpu({ dy, placeOfRow, weight }, out, { taps, dimensions }) {
    out.fill(0);
    for (let row = 0; row < placeOfRow.length; row++) {
      if (placeOfRow[row] < 0) continue;
      const first = placeOfRow[row] * taps;
      addScaledRows(out, row * dimensions, weight, dy, { first, step: 1, count: taps, length: dimensions });
    }
  },
  wgsl: /* wgsl */ `
    let place = placeOfRow[i / dimensions];
    var total = 0.0;
    if (place >= 0) {
      for (var f = 0; f < taps; f++) { total += dy[place * taps + f] * weight[f * dimensions + i % dimensions]; }
    }
    out[i] = total;
  `,
  tuned: [tableTile, tableRegisters],
  simd: {
    scratch: ({ taps, dimensions }) => panelsOf(dimensions) * taps * panelRow,
    calls({ dy, placeOfRow, weight, out, scratch: panels }, { taps, dimensions, tableRows }) {
      const columns = { innerStride: dimensions, columnStride: 1, inner: taps, columns: dimensions };
      const rows = { dProjected: dy, placeOfRow, panels, dTable: out, dimensions, taps };
      return [
        simdCall(packPanels, { source: weight, ...columns, panels }, panelsOf(dimensions), 4),
        simdCall(tableGradientOf, rows, tableRows, 256),
      ];
    },
  },
});

/** out[to …] += Σ scales · rows, four rows at a time: a quarter of the traffic on `out`. */
function addScaledRows(
  out: Values,
  to: number,
  rows: Values,
  scales: Values,
  { first, step, count, length }: { first: number; step: number; count: number; length: number },
): void {
  let n = 0;
  for (; n + 3 < count; n += 4) {
    const at = first + n * step;
    const [s0, s1, s2, s3] = [scales[at], scales[at + step], scales[at + 2 * step], scales[at + 3 * step]];
    const r0 = n * length;
    const r1 = r0 + length;
    const r2 = r1 + length;
    const r3 = r2 + length;
    for (let d = 0; d < length; d++)
      out[to + d] += s0 * rows[r0 + d] + s1 * rows[r1 + d] + s2 * rows[r2 + d] + s3 * rows[r3 + d];
  }
  for (; n < count; n++) {
    const scale = scales[first + n * step];
    for (let d = 0; d < length; d++) out[to + d] += scale * rows[n * length + d];
  }
}

export const tapsKernel = defineKernel({
  name: 'projectRows.backward.taps',
  inputs: ['dy', 'rows', 'counts', 'table'],
  integers: ['rows', 'counts'],
  params: { taps: 'int', dimensions: 'int', capacity: 'int', split: 'int' },
  cpu({ dy, rows, counts: [count], table }, out, { taps, dimensions, split }) {
    out.fill(0, 0, partsOf(count, split) * taps * dimensions);
    // Four rows at a time, gathered into one block that stays in the cache while every tap reads it; four divides a part.
    const block = table.slice(0, 4 * dimensions);
    for (let r = 0; r < count; r += 4) {
      const height = Math.min(4, count - r);
      for (let n = 0; n < height; n++) {
        block.set(table.subarray(rows[r + n] * dimensions, (rows[r + n] + 1) * dimensions), n * dimensions);
      }
      const part = Math.floor(r / split) * taps;
      for (let f = 0; f < taps; f++) {
        const to = (part + f) * dimensions;
        addScaledRows(out, to, block, dy, { first: r * taps + f, step: taps, count: height, length: dimensions });
      }
    }
  },
  wgsl: /* wgsl */ `
    let d = i % dimensions;
    let f = i / dimensions % taps;
    let first = i / (dimensions * taps) * split;
    var total = 0.0;
    for (var r = first; r < min(first + split, counts[0]); r++) {
      total += dy[r * taps + f] * table[rows[r] * dimensions + d];
    }
    out[i] = total;
  `,
  tuned: [tapsTile, tapsRegisters],
  simd: {
    workspace: ({ split }) => tapsWorkspace(split),
    calls({ dy, rows, counts, table, out }, { taps, dimensions, capacity, split }) {
      const values = { dProjected: dy, table, rows, counts, partials: out, dimensions, taps, splitRows: split };
      return [simdCall(tapsGradient, values, tapsUnits(partsOf(capacity, split), dimensions), 1)];
    },
  },
});

/**
 * The gradient of projectRows with respect to its table: dy [capacity, taps], weight [taps, dimensions] → [rows, dimensions], 0 in rows
 * that do not occur.
 */
export function tableGradient(dy: Tensor, weight: Tensor, indices: Indices, into?: Tensor): Tensor {
  const { placeOfRow, rows, counts, tableRows, capacity } = indices;
  const [taps, dimensions] = weight.shape;
  const params = { taps, dimensions, capacity, tableRows };
  return run(tableKernel, { dy, placeOfRow, rows, counts, weight }, [tableRows, dimensions], params, into);
}

/** What `tapsPartials` needs room for. */
export function tapsPartialsShape(dy: Tensor, table: Tensor): Shape {
  return [partsOf(dy.shape[0], split), dy.shape[1], table.shape[1]];
}

/**
 * The gradient of projectRows with respect to its taps, in parts of `split` rows to be summed: dy [capacity, taps], table [rows, dimensions] →
 * [parts, taps, dimensions], of which those with rows count.
 */
export function tapsPartials(dy: Tensor, table: Tensor, { rows, counts, capacity }: Indices, into: Tensor): Tensor {
  const [, taps, dimensions] = into.shape;
  return run(tapsKernel, { dy, rows, counts, table }, into.shape, { taps, dimensions, capacity, split }, into);
}
