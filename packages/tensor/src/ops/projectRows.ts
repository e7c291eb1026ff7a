// r distinct row of the table, f filter tap, d dimension
import type { Indices } from '../indices.js';
import { defineKernel, type Values } from '../kernel.js';
import { run } from '../op.js';
import { ShapeError, show } from '../shape.js';
import { projectRows as projectOnto } from '../simd/projectRows.js';
import { simdCall } from '../simd/simdCall.js';
import { packPanels, panelRow, panelsOf } from '../simd/tile.js';
import type { Tensor } from '../tensor.js';
import { projectRegisters } from './projectRowsRegisters.js';
import { projectTile } from './projectRowsTiles.js';

const sizes = { taps: 'int', dimensions: 'int', capacity: 'int' } as const;

export const projectKernel = defineKernel({
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
  tuned: [projectTile, projectRegisters],
  simd: {
    scratch: ({ taps, dimensions }) => panelsOf(taps) * dimensions * panelRow,
    calls({ table, rows, counts, weight, out, scratch: panels }, { taps, dimensions, capacity }) {
      const columns = { innerStride: 1, columnStride: dimensions, inner: dimensions, columns: taps };
      return [
        simdCall(packPanels, { source: weight, ...columns, panels }, panelsOf(taps), 4),
        simdCall(projectOnto, { table, rows, counts, panels, projected: out, dimensions, taps }, capacity, 64),
      ];
    },
  },
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

/**
 * The distinct rows that occur, each multiplied with every filter tap: table [rows, dimensions], weight [taps, dimensions] →
 * [capacity, taps], of which the rows that there are count. What a convolution over embedded texts needs of its table, computed once per word
 * instead of once per position. Records no way back: that is projectedConv1d's. Throws ShapeError when the dimensions differ, or the table has not the rows that the indices were made for.
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
  const { rows, counts, capacity } = indices;
  return run(projectKernel, { table, rows, counts, weight }, [capacity, taps], { taps, dimensions, capacity });
}
