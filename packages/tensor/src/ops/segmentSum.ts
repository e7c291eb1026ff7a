// m element of the walk, n place in `order`, b text, s input position, t output position, k position in the filter, o filter, r distinct row
import type { Indices } from '../indices.js';
import { defineKernel, type TunedBody, type Values } from '../kernel.js';
import { run } from '../op.js';
import {
  rowSums as addChunks,
  chunkSums as chunkSumsOf,
  chunksOfPositions,
  noChunks,
  unitsOfChunkSums,
} from '../simd/segmentSum.js';
import { simdCall } from '../simd/simdCall.js';
import type { Tensor } from '../tensor.js';
import { eachSlot, slotFunctions, usedSlots } from './branches.js';
import { type InTexts, inTextsParams, lyingOf, windowsIn, windowsOf } from './inTexts.js';
import { type Branch, branchOf, type TapLayout, tapParams, tapParamsOf } from './tapLayout.js';
import { groupsOfWalk, walk, walking } from './walk.js';

const chunkParams = { ...tapParams, ...inTextsParams, batch: 'int' } as const;

// `total` of the occurrences in `chunk`, for filter `o` of branch `slot`, on the windows whose position is `shift` further.
const sumChunk = (slot: number, value: string, width: 1 | 4) => /* wgsl */ `
  let end = chunkStarts[chunk + 1];
  let textStep = pick(textSteps, slot) / ${width};
  let timeStep = pick(timeSteps, slot) / ${width};
  let column = pick(firsts, slot) / ${width} + o;
  for (var n = chunkStarts[chunk]; n < end; n++) {
    let b = order[n] / inTime;
    let t = order[n] - b * inTime + shift;
    // Chosen, not branched around, so that several loads can be under way at once; 0 where there is no such window.
    let share = dy${slot}[b * textStep + clamp(t, 0, positions - 1) * timeStep + column];
    total += select(${value}(), share, t >= 0 && t < ${windowsOf});
  }
`;

// Put together in functions, which bundlers leave out with the kernel.
function chunkBody(): string {
  return /* wgsl */ `
    let chunk = i / taps;
    if (chunk >= counts[1]) { return; }
    let tap = i - chunk * taps;
    let slot = slotOf(tap, firstTaps);
    let columns = pick(filters, slot);
    let positions = pick(outTimes, slot);
    let inBranch = tap - pick(firstTaps, slot);
    let shift = pick(paddings, slot) - inBranch / columns;
    let o = inBranch % columns;
    var total = 0.0;
    ${eachSlot((slot) => sumChunk(slot, 'f32', 1))}
    out[i] = total;
  `;
}

// One branch after the other, so that no invocation waits for those of another.
const walkBranch = (slot: number) => /* wgsl */ `{
  let slot = ${slot};
  let columns = pick(filters, ${slot}) / 4;
  let positions = pick(outTimes, ${slot});
  let quads = columns * pick(kernelSizes, ${slot});
  ${walk(
    'counts[1] * quads',
    /* wgsl */ `
      let chunk = m / quads;
      let inBranch = m - chunk * quads;
      let k = inBranch / columns;
      let o = inBranch - k * columns;
      let shift = pick(paddings, ${slot}) - k;
      var total = vec4<f32>();
      ${sumChunk(slot, 'vec4<f32>', 4)}
      out[(chunk * taps + pick(firstTaps, ${slot})) / 4 + inBranch] = total;
    `,
  )}
}`;

/** @__NO_SIDE_EFFECTS__ */
function chunkWalk(): TunedBody<typeof chunkParams> {
  return {
    ...walking,
    groups: ({ size }) => groupsOfWalk(size / 4),
    fits: ({ filters }) => filters.every((count) => count % 4 === 0),
    vectors: ['dy0', 'dy1', 'dy2', 'out'],
    functions: slotFunctions,
    wgsl: [0, 1, 2].map(walkBranch).join('\n'),
  };
}

const overChunks = defineKernel({
  name: 'segmentSum.chunks',
  inputs: ['dy0', 'dy1', 'dy2', 'lengths', 'order', 'chunkStarts', 'counts'],
  integers: ['lengths', 'order', 'chunkStarts', 'counts'],
  params: chunkParams,
  cpu({ dy0, dy1, dy2, lengths, order, chunkStarts, counts: [, chunks] }, out, params) {
    [dy0, dy1, dy2].forEach((dy, slot) => {
      const chunksOf = { order, chunkStarts: chunkStarts.subarray(0, chunks + 1) };
      sumBranch({ dy, lengths, ...lyingOf(params, slot) }, chunksOf, out, branchOf(params, slot));
    });
  },
  functions: slotFunctions,
  wgsl: /* @__PURE__ */ chunkBody(),
  tuned: [chunkWalk()],
  simd: {
    scratch: ({ batch, inTime }) => 4 * batch * inTime,
    calls: ({ lengths, order, chunkStarts, counts, out, scratch: chunkOf, ...at }, { batch, ...params }) => [
      simdCall(noChunks, { chunkOf }, batch * params.inTime, 16_384),
      simdCall(chunksOfPositions, { order, chunkStarts, chunkOf }, params.size / params.taps, 256),
      ...usedSlots(params.filters).map((slot) => {
        const { firstTap, ...branch } = branchOf(params, slot);
        const { first, ...lying } = lyingOf(params, slot);
        const branchAt = { dy: at[`dy${slot}`] + 4 * first, lengths, counts, chunkOf, sums: out + 4 * firstTap };
        return simdCall(chunkSumsOf, { ...branchAt, ...lying, batch, ...branch }, unitsOfChunkSums(branch), 1);
      }),
    ],
  },
});

function sumBranch(
  { dy, lengths, ...lying }: { dy: Values; lengths: Values } & ReturnType<typeof lyingOf>,
  { order, chunkStarts }: { order: Values; chunkStarts: Values },
  out: Values,
  { inTime, taps, filters, kernelSize, padding, outTime, firstTap }: Branch,
): void {
  for (let chunk = 0; chunk + 1 < chunkStarts.length; chunk++) {
    const row = chunk * taps + firstTap;
    out.fill(0, row, row + kernelSize * filters);
    for (let n = chunkStarts[chunk]; n < chunkStarts[chunk + 1]; n++) {
      const b = Math.floor(order[n] / inTime);
      const s = order[n] - b * inTime;
      const windows = windowsIn(outTime, b, { lengths, ...lying });
      for (let k = 0; k < kernelSize; k++) {
        const t = s + padding - k;
        if (t < 0 || t >= windows) continue;
        const from = lying.first + b * lying.textStep + t * lying.timeStep;
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
  { x: [dy0, dy1, dy2], lengths, params: lying }: InTexts,
  { order, chunkStarts, counts, chunkCapacity }: Indices,
  layout: TapLayout,
): Tensor {
  const shape = [chunkCapacity, layout.taps];
  const params = { ...tapParamsOf(layout, chunkCapacity * layout.taps), ...lying, batch: layout.batch };
  return run(overChunks, { dy0, dy1, dy2, lengths, order, chunkStarts, counts }, shape, params);
}

const sumRow = /* wgsl */ `
  for (var n = rowChunks[row]; n < rowChunks[row + 1]; n++) { total += sums[n * width + column]; }
`;

const rowParams = { columns: 'int', size: 'int' } as const;

/** @__NO_SIDE_EFFECTS__ */
function rowWalk(): TunedBody<typeof rowParams> {
  const at = /* wgsl */ `
    let row = m / width;
    let column = m - row * width;
    var total = vec4<f32>();
    ${sumRow}
    out[m] = total;
  `;
  return {
    ...walking,
    groups: ({ size }) => groupsOfWalk(size / 4),
    fits: ({ columns }) => columns % 4 === 0,
    vectors: ['sums', 'out'],
    wgsl: `let width = columns / 4; ${walk('counts[0] * width', at)}`,
  };
}

function rowBody(): string {
  return /* wgsl */ `
    let width = columns;
    let row = i / width;
    if (row >= counts[0]) { return; }
    let column = i - row * width;
    var total = 0.0;
    ${sumRow}
    out[i] = total;
  `;
}

const overRows = defineKernel({
  name: 'segmentSum.rows',
  inputs: ['sums', 'rowChunks', 'counts'],
  integers: ['rowChunks', 'counts'],
  params: rowParams,
  cpu({ sums, rowChunks, counts: [count] }, out, { columns }) {
    out.fill(0, 0, count * columns);
    for (let r = 0; r < count; r++) {
      for (let n = rowChunks[r]; n < rowChunks[r + 1]; n++) {
        for (let c = 0; c < columns; c++) out[r * columns + c] += sums[n * columns + c];
      }
    }
  },
  wgsl: /* @__PURE__ */ rowBody(),
  tuned: [rowWalk()],
  simd: {
    calls: ({ sums, rowChunks, out }, { columns, size }) => [
      simdCall(addChunks, { sums, rowChunks, out, taps: columns }, size / columns, 256),
    ],
  },
});

/** The chunks of each distinct row added up: [chunkCapacity, columns] → [capacity, columns], of which the rows that there are count. */
export function rowSums(sums: Tensor, { rowChunks, counts, capacity }: Indices): Tensor {
  const columns = sums.shape[1];
  return run(overRows, { sums, rowChunks, counts }, [capacity, columns], { columns, size: capacity * columns });
}
