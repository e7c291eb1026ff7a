// n place in `order`, b text, s input position, t output position, k position in the filter, o filter, r distinct row
import type { Indices } from '../indices.js';
import { defineKernel, type Values } from '../kernel.js';
import { run } from '../op.js';
import type { Tensor } from '../tensor.js';
import { eachSlot, inSlots, slotFunctions } from './branches.js';
import { type Body, fourAtOnce } from './fourAtOnce.js';
import { type Branch, branchOf, type TapLayout, tapParams, tapParamsOf } from './tapLayout.js';

const body: Body = (value, width) => /* wgsl */ `
  let chunk = i / (taps / ${width});
  let tap = i % (taps / ${width});
  let start = chunkStarts[chunk];
  let end = chunkStarts[chunk + 1];
  if (start == end) { return; }
  let slot = slotOf(tap * ${width}, firstTaps);
  let columns = pick(filters, slot) / ${width};
  let positions = pick(outTimes, slot);
  let inBranch = tap - pick(firstTaps, slot) / ${width};
  let shift = pick(paddings, slot) - inBranch / columns;
  let o = inBranch % columns;
  var total = ${value}();
  ${eachSlot(
    (slot) => `
      for (var n = start; n < end; n++) {
        let t = order[n] % inTime + shift;
        if (t >= 0 && t < positions) { total += dy${slot}[(order[n] / inTime * positions + t) * columns + o]; }
      }`,
  )}
  out[i] = total;
`;

const overChunks = defineKernel({
  name: 'segmentSum.chunks',
  inputs: ['dy0', 'dy1', 'dy2', 'order', 'chunkStarts'],
  integers: ['order', 'chunkStarts'],
  params: tapParams,
  cpu({ dy0, dy1, dy2, order, chunkStarts }, out, params) {
    [dy0, dy1, dy2].forEach((dy, slot) => {
      sumBranch(dy, order, chunkStarts, out, branchOf(params, slot));
    });
  },
  functions: slotFunctions,
  wgsl: /* @__PURE__ */ body('f32', 1),
  tuned: [
    fourAtOnce(tapParams, body, {
      elements: ({ size }) => size,
      fits: ({ filters }) => filters.every((count) => count % 4 === 0),
      vectors: ['dy0', 'dy1', 'dy2', 'out'],
      functions: slotFunctions,
    }),
  ],
});

function sumBranch(
  dy: Values,
  order: Values,
  chunkStarts: Values,
  out: Values,
  { inTime, taps, filters, kernelSize, padding, outTime, firstTap }: Branch,
): void {
  for (let chunk = 0; chunkStarts[chunk] < chunkStarts[chunk + 1]; chunk++) {
    const row = chunk * taps + firstTap;
    out.fill(0, row, row + kernelSize * filters);
    for (let n = chunkStarts[chunk]; n < chunkStarts[chunk + 1]; n++) {
      const b = Math.floor(order[n] / inTime);
      const s = order[n] - b * inTime;
      for (let k = 0; k < kernelSize; k++) {
        const t = s + padding - k;
        if (t < 0 || t >= outTime) continue;
        const from = (b * outTime + t) * filters;
        const to = row + k * filters;
        for (let o = 0; o < filters; o++) out[to + o] += dy[from + o];
      }
    }
  }
}

/**
 * For each chunk of occurrences, what the windows over them bring to each tap: dy of each branch [batch, outTime, filters] →
 * [chunkCapacity, taps], of which the chunks that there are count. No two sums meet, and each has its order, so the bits never change.
 */
export function chunkSums(
  dys: readonly Tensor[],
  { order, chunkStarts, chunkCapacity }: Indices,
  layout: TapLayout,
): Tensor {
  const [dy0, dy1, dy2] = inSlots(dys, dys[0]);
  const shape = [chunkCapacity, layout.taps];
  const params = tapParamsOf(layout, chunkCapacity * layout.taps);
  return run(overChunks, { dy0, dy1, dy2, order, chunkStarts }, shape, params);
}

const rowBody: Body = (value, width) => /* wgsl */ `
  let row = i / (columns / ${width});
  let column = i % (columns / ${width});
  var total = ${value}();
  for (var n = rowChunks[row]; n < rowChunks[row + 1]; n++) { total += sums[n * (columns / ${width}) + column]; }
  out[i] = total;
`;

const rowParams = { columns: 'int', size: 'int' } as const;

const overRows = defineKernel({
  name: 'segmentSum.rows',
  inputs: ['sums', 'rowChunks'],
  integers: ['rowChunks'],
  params: rowParams,
  cpu({ sums, rowChunks }, out, { columns }) {
    out.fill(0);
    for (let r = 0; r + 1 < rowChunks.length; r++) {
      for (let n = rowChunks[r]; n < rowChunks[r + 1]; n++) {
        for (let c = 0; c < columns; c++) out[r * columns + c] += sums[n * columns + c];
      }
    }
  },
  wgsl: /* @__PURE__ */ rowBody('f32', 1),
  tuned: [
    fourAtOnce(rowParams, rowBody, {
      elements: ({ size }) => size,
      fits: ({ columns }) => columns % 4 === 0,
      vectors: ['sums', 'out'],
    }),
  ],
});

/** The chunks of each distinct row added up: [chunkCapacity, columns] → [capacity, columns], 0 beyond the rows that there are. */
export function rowSums(sums: Tensor, { rowChunks, capacity }: Indices): Tensor {
  const columns = sums.shape[1];
  return run(overRows, { sums, rowChunks }, [capacity, columns], { columns, size: capacity * columns });
}
