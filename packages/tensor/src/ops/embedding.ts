// n position, r row of the table, d dimension
import type { Indices } from '../indices.js';
import { defineKernel } from '../kernel.js';
import { record, run } from '../op.js';
import { ShapeError, show } from '../shape.js';
import type { Tensor } from '../tensor.js';
import { type Body, fourAtOnce } from './fourAtOnce.js';
import { asTheyLie } from './inTexts.js';
import { chunkSums } from './segmentSum.js';
import { layOut } from './tapLayout.js';

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

const columnParams = { dimensions: 'int', size: 'int' } as const;

const body: Body = (value, width) => /* wgsl */ `
  let columns = dimensions / ${width};
  let place = placeOfRow[i / columns];
  var total = ${value}();
  if (place >= 0) {
    for (var n = rowChunks[place]; n < rowChunks[place + 1]; n++) { total += sums[n * columns + i % columns]; }
  }
  out[i] = total;
`;

// The sums of the chunks, added up for every row of the table.
const backward = defineKernel({
  name: 'embedding.backward',
  inputs: ['sums', 'placeOfRow', 'rowChunks'],
  integers: ['placeOfRow', 'rowChunks'],
  params: columnParams,
  cpu({ sums, placeOfRow, rowChunks }, out, { dimensions }) {
    out.fill(0);
    for (let r = 0; r < placeOfRow.length; r++) {
      const place = placeOfRow[r];
      if (place < 0) continue;
      const row = r * dimensions;
      for (let n = rowChunks[place]; n < rowChunks[place + 1]; n++) {
        const from = n * dimensions;
        for (let d = 0; d < dimensions; d++) out[row + d] += sums[from + d];
      }
    }
  },
  wgsl: /* @__PURE__ */ body('f32', 1),
  tuned: [
    fourAtOnce(columnParams, body, {
      elements: ({ size }) => size,
      fits: ({ dimensions }) => dimensions % 4 === 0,
      vectors: ['sums', 'out'],
    }),
  ],
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
  const { placeOfRow, rowChunks } = indices;
  return record(y, [table], (dy) => [
    (into) => {
      // Each position is a text of one word under one filter as wide as a row.
      const layout = layOut([{ filters: dimensions, kernelSize: 1, padding: 0 }], indices.ids.size, 1);
      const sums = chunkSums(asTheyLie([dy.view([indices.ids.size, 1, dimensions])], indices.order), indices, layout);
      return run(backward, { sums, placeOfRow, rowChunks }, table.shape, { dimensions, size: table.size }, into);
    },
  ]);
}
