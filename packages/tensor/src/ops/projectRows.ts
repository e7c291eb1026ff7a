// r distinct row of the table, f filter tap, d dimension
import type { Indices } from '../indices.js';
import { defineKernel, type Values } from '../kernel.js';
import { record, run } from '../op.js';
import { ShapeError, show } from '../shape.js';
import type { Tensor } from '../tensor.js';

const sizes = { taps: 'int', dimensions: 'int' } as const;

const forward = defineKernel({
  name: 'projectRows',
  inputs: ['table', 'rows', 'counts', 'weight'],
  integers: ['rows', 'counts'],
  params: sizes,
  cpu({ table, rows, counts: [count], weight }, out, { taps, dimensions }) {
    for (let r = 0; r < count; r++) {
      const row = table.subarray(rows[r] * dimensions, (rows[r] + 1) * dimensions);
      let f = 0;
      for (; f + 3 < taps; f += 4) fourProducts(row, weight, f * dimensions, dimensions, out, r * taps + f);
      for (; f < taps; f++) {
        let total = 0;
        for (let d = 0; d < dimensions; d++) total += row[d] * weight[f * dimensions + d];
        out[r * taps + f] = total;
      }
    }
  },
  wgsl: /* wgsl */ `
    if (i / taps >= counts[0]) { return; }
    let row = rows[i / taps] * dimensions;
    let tap = i % taps * dimensions;
    var total = 0.0;
    for (var d = 0; d < dimensions; d++) { total += table[row + d] * weight[tap + d]; }
    out[i] = total;
  `,
});

/** Four inner products with one pass over the row: a quarter of the loads. */
function fourProducts(row: Values, weight: Values, first: number, dimensions: number, out: Values, to: number): void {
  const second = first + dimensions;
  const third = second + dimensions;
  const fourth = third + dimensions;
  let [a, b, c, e] = [0, 0, 0, 0];
  for (let d = 0; d < dimensions; d++) {
    const x = row[d];
    a += x * weight[first + d];
    b += x * weight[second + d];
    c += x * weight[third + d];
    e += x * weight[fourth + d];
  }
  out[to] = a;
  out[to + 1] = b;
  out[to + 2] = c;
  out[to + 3] = e;
}

const backwardTable = defineKernel({
  name: 'projectRows.backward.table',
  inputs: ['dy', 'placeOfRow', 'weight'],
  integers: ['placeOfRow'],
  params: sizes,
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

const backwardWeight = defineKernel({
  name: 'projectRows.backward.weight',
  inputs: ['dy', 'rows', 'counts', 'table'],
  integers: ['rows', 'counts'],
  params: sizes,
  cpu({ dy, rows, counts: [count], table }, out, { taps, dimensions }) {
    out.fill(0);
    // Four rows at a time, gathered into one block that stays in the cache while every tap reads it.
    const block = table.slice(0, 4 * dimensions);
    for (let r = 0; r < count; r += 4) {
      const height = Math.min(4, count - r);
      for (let n = 0; n < height; n++) {
        block.set(table.subarray(rows[r + n] * dimensions, (rows[r + n] + 1) * dimensions), n * dimensions);
      }
      for (let f = 0; f < taps; f++) {
        addScaledRows(out, f * dimensions, block, dy, {
          first: r * taps + f,
          step: taps,
          count: height,
          length: dimensions,
        });
      }
    }
  },
  wgsl: /* wgsl */ `
    let f = i / dimensions;
    let d = i % dimensions;
    var total = 0.0;
    for (var r = 0; r < counts[0]; r++) { total += dy[r * taps + f] * table[rows[r] * dimensions + d]; }
    out[i] = total;
  `,
});

/**
 * The distinct rows that occur, each multiplied with every filter tap: table [rows, dimensions], weight [taps, dimensions] →
 * [capacity, taps], of which the rows that there are count. What a convolution over embedded texts needs of its table, computed once per word instead of once per position.
 *
 * Throws ShapeError when the dimensions differ, or the table has not the rows that the indices were made for.
 */
export function projectRows(table: Tensor, weight: Tensor, indices: Indices): Tensor {
  const [tableRows, dimensions] = table.shape;
  const [taps, width] = weight.shape;
  if (
    table.shape.length !== 2 ||
    weight.shape.length !== 2 ||
    width !== dimensions ||
    tableRows !== indices.tableRows
  ) {
    throw new ShapeError(
      `projectRows: table ${show(table.shape)}, weight ${show(weight.shape)}, indices into ${indices.tableRows} rows; ` +
        `must be [${indices.tableRows}, dimensions] and [taps, dimensions]`,
    );
  }
  const { rows, counts, placeOfRow, capacity } = indices;
  const params = { taps, dimensions };
  const y = run(forward, { table, rows, counts, weight }, [capacity, taps], params);
  return record(y, [table, weight], (dy) => [
    (into) => run(backwardTable, { dy, placeOfRow, weight }, table.shape, params, into),
    (into) => run(backwardWeight, { dy, rows, counts, table }, weight.shape, params, into),
  ]);
}
