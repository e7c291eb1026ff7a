// n position, r row of the table, d dimension
import type { Indices } from '../indices.js';
import { defineKernel } from '../kernel.js';
import { record, run } from '../op.js';
import { ShapeError, show } from '../shape.js';
import type { Tensor } from '../tensor.js';

const forward = defineKernel({
  name: 'embedding',
  inputs: ['table', 'ids'],
  integers: ['ids'],
  params: { dimensions: 'int' },
  cpu({ table, ids }, out, { dimensions }) {
    for (let n = 0; n < ids.length; n++) {
      const to = n * dimensions;
      if (ids[n] < 0) out.fill(0, to, to + dimensions);
      else for (let d = 0; d < dimensions; d++) out[to + d] = table[ids[n] * dimensions + d];
    }
  },
  wgsl: /* wgsl */ `
    let row = ids[i / dimensions];
    out[i] = select(table[max(row, 0) * dimensions + i % dimensions], 0.0, row < 0);
  `,
});

// A sum over each row's own positions, in order: no two invocations write one element, so the bits never change.
const backward = defineKernel({
  name: 'embedding.backward',
  inputs: ['dy', 'placeOfRow', 'rowChunks', 'chunkStarts', 'order'],
  integers: ['placeOfRow', 'rowChunks', 'chunkStarts', 'order'],
  params: { dimensions: 'int' },
  cpu({ dy, placeOfRow, rowChunks, chunkStarts, order }, out, { dimensions }) {
    out.fill(0);
    for (let r = 0; r < placeOfRow.length; r++) {
      const place = placeOfRow[r];
      if (place < 0) continue;
      const row = r * dimensions;
      for (let n = chunkStarts[rowChunks[place]]; n < chunkStarts[rowChunks[place + 1]]; n++) {
        const from = order[n] * dimensions;
        for (let d = 0; d < dimensions; d++) out[row + d] += dy[from + d];
      }
    }
  },
  wgsl: /* wgsl */ `
    let place = placeOfRow[i / dimensions];
    var total = 0.0;
    if (place >= 0) {
      for (var n = chunkStarts[rowChunks[place]]; n < chunkStarts[rowChunks[place + 1]]; n++) { total += dy[order[n] * dimensions + i % dimensions]; }
    }
    out[i] = total;
  `,
});

/**
 * The rows of a table by number: table [rows, dimensions], indices [...] → [..., dimensions]; zeros for the index -1.
 *
 * The gradient of the table is dense, 0 in rows that do not occur. Throws ShapeError when the table has not the rows that the indices
 * were made for.
 */
export function embedding(table: Tensor, indices: Indices): Tensor {
  const [rows, dimensions] = table.shape;
  if (table.shape.length !== 2 || rows !== indices.tableRows) {
    throw new ShapeError(
      `embedding: table ${show(table.shape)}, indices into ${indices.tableRows} rows; must be [${indices.tableRows}, dimensions]`,
    );
  }
  const y = run(forward, { table, ids: indices.ids }, [...indices.shape, dimensions], { dimensions });
  const { placeOfRow, rowChunks, chunkStarts, order } = indices;
  return record(y, [table], (dy) => [
    (into) => run(backward, { dy, placeOfRow, rowChunks, chunkStarts, order }, table.shape, { dimensions }, into),
  ]);
}
