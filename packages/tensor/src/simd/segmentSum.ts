// b text, s input position, k position in the filter, o filter, c chunk, r distinct row
import { type Body, wasmFunction } from './body.js';
import { windowsOf } from './overTime.js';
import { accumulators, eachBlock, size } from './rows.js';
import { four, type Int, int, type Lanes, loadInt } from './values.js';

/** chunkOf[n] = -1 for units = positions. */
export const noChunks = /* @__PURE__ */ wasmFunction(
  'noChunks',
  { chunkOf: 'int', first: 'int', last: 'int' },
  (body, { chunkOf, first, last }) => {
    body.each(first, last, (position) => body.store(chunkOf.plus(position.times(size)), int(-1)));
  },
);

/** chunkOf[n] = c for the positions n of chunk c, for units = chunks. */
export const chunksOfPositions = /* @__PURE__ */ wasmFunction(
  'chunksOfPositions',
  { chunkStarts: 'int', order: 'int', chunkOf: 'int', first: 'int', last: 'int' },
  (body, { chunkStarts, order, chunkOf, first, last }) => {
    body.each(first, last, (chunk) => {
      const at = body.keep(chunkStarts.plus(chunk.times(size)));
      body.each(loadInt(at), loadInt(at, size), (n) => {
        body.store(chunkOf.plus(loadInt(order.plus(n.times(size))).times(size)), chunk);
      });
    });
  },
);

/** Channels that a unit of `chunkSums` takes: a line of the cache. */
const channelsOfUnit = 16;

/** How many units a branch has. */
export function unitsOfChunkSums({ filters, kernelSize }: { filters: number; kernelSize: number }): number {
  return kernelSize * Math.ceil(filters / channelsOfUnit);
}

/**
 * The way back of one branch, for units = `kernelSize` times its channels, a line at a time: sums[c, k, o] = Σ dy[b, s - k + padding, o] over the
 * positions (b, s) of chunk c, in their order, where that output position exists and, if `limited` is 1, is among the text's lengths[b] + more.
 * `sums` begins at the branch's first tap and has `taps` columns, those of all branches. Texts of `dy` are `textStep` floats apart, positions
 * `timeStep`. Positions are gone through as they lie: picked from here and there, chunk by chunk, `dy` misses the caches.
 */
export const chunkSums = /* @__PURE__ */ wasmFunction(
  'chunkSums',
  {
    dy: 'int',
    lengths: 'int',
    counts: 'int',
    chunkOf: 'int',
    sums: 'int',
    textStep: 'int',
    timeStep: 'int',
    more: 'int',
    limited: 'int',
    batch: 'int',
    filters: 'int',
    kernelSize: 'int',
    padding: 'int',
    inTime: 'int',
    outTime: 'int',
    taps: 'int',
    first: 'int',
    last: 'int',
  },
  (body, given) => {
    const { dy, counts, sums, filters, taps, first, last } = given;
    const rowBytes = body.keep(taps.times(size));
    const lines = body.keep(filters.plus(channelsOfUnit - 1).over(channelsOfUnit));
    body.each(first, last, (unit) => {
      const k = body.keep(unit.over(lines));
      const channel = body.keep(unit.minus(k.times(lines)).times(channelsOfUnit));
      const width = body.keep(filters.minus(channel).minimum(int(channelsOfUnit)));
      const write = <K extends 'float' | 'floats'>(lanes: Lanes<K>, across: number, offset: Int) => {
        const column = body.keep(channel.times(size).plus(offset));
        const to = body.keep(sums.plus(k.times(filters).times(size)).plus(column));
        const from = body.keep(dy.plus(column));
        clearColumns(body, lanes, { across, to, rows: loadInt(counts, size), rowBytes });
        addColumns(body, lanes, { ...given, across, from, to, k, rowBytes });
      };
      eachBlock(body, width, write, { widest: channelsOfUnit / four.count });
    });
  },
);

type Columns = Readonly<Record<'to' | 'rowBytes', Int>> & { readonly across: number };

/** Sets some columns of so many rows to 0. */
function clearColumns<K extends 'float' | 'floats'>(
  body: Body,
  lanes: Lanes<K>,
  { across, to, rows, rowBytes }: Columns & { rows: Int },
): void {
  const row = body.keep(to);
  body.each(0, rows, () => {
    for (let n = 0; n < across; n++) body.store(row, lanes.zero(), n * lanes.count * size);
    body.advance(row, rowBytes);
  });
}

/**
 * Adds what stands at `from` to the same columns of each position's chunk. The sums of a chunk stay in registers until another one's turn
 * comes: much of a batch is padding, position after position of one row. At first they are those of chunk 0.
 */
function addColumns<K extends 'float' | 'floats'>(
  body: Body,
  lanes: Lanes<K>,
  { across, from, to, k, rowBytes, ...given }: Columns & Given,
): void {
  const { chunkOf, lengths, textStep, timeStep, more, limited, batch, padding, inTime, outTime } = given;
  const width = lanes.count * size;
  const held = body.keep(to);
  const sums = accumulators(body, across, (n) => lanes.load(held, n * width));
  const putBack = () => {
    for (const [n, sum] of sums.entries()) body.store(held, sum, n * width);
  };
  // The first position that has a window there.
  const start = body.keep(k.minus(padding).maximum(0));
  const timeBytes = body.keep(timeStep.times(size));
  body.each(0, batch, (b) => {
    const windows = body.keep(outTime);
    body.if(limited, () => body.set(windows, windowsOf(body, b, { lengths, more }).minimum(outTime)));
    // The one after the last, from which `start` is no further than the text's end.
    const end = body.keep(windows.plus(k).minus(padding).maximum(0).minimum(inTime));
    const added = body.keep(
      from.plus(b.times(textStep).times(size)).plus(start.plus(padding).minus(k).times(timeBytes)),
    );
    const at = body.keep(chunkOf.plus(b.times(inTime).plus(start).times(size)));
    const stop = body.keep(at.plus(end.minus(start).times(size)));
    body.while(at.less(stop), () => {
      const chunk = body.keep(loadInt(at));
      body.if(chunk.isNegative().equals(0), () => {
        const row = body.keep(to.plus(chunk.times(rowBytes)));
        body.if(row.minus(held), () => {
          putBack();
          body.set(held, row);
          for (const [n, sum] of sums.entries()) body.set(sum, lanes.load(held, n * width));
        });
        for (const [n, sum] of sums.entries()) body.set(sum, sum.plus(lanes.load(added, n * width)));
      });
      body.advance(at, size);
      body.advance(added, timeBytes);
    });
  });
  putBack();
}

type Given = Readonly<
  Record<'from' | 'k' | 'chunkOf' | 'lengths' | 'textStep' | 'timeStep' | 'more' | 'limited', Int> &
    Record<'batch' | 'padding' | 'inTime' | 'outTime', Int>
>;

/**
 * out[r] = the sum of the chunks rowChunks[r] to before rowChunks[r + 1], in order, for units = distinct rows: sums [chunks, taps] →
 * [rows, taps], 0 for a row that is not there.
 */
export const rowSums = /* @__PURE__ */ wasmFunction(
  'rowSums',
  { sums: 'int', rowChunks: 'int', out: 'int', taps: 'int', first: 'int', last: 'int' },
  (body, { sums, rowChunks, out, taps, first, last }) => {
    const rowBytes = body.keep(taps.times(size));
    const to = body.keep(out.plus(first.times(rowBytes)));
    body.each(first, last, (r) => {
      const at = body.keep(rowChunks.plus(r.times(size)));
      const from = body.keep(sums.plus(loadInt(at).times(rowBytes)));
      const end = body.keep(sums.plus(loadInt(at, size).times(rowBytes)));
      eachBlock(body, taps, (lanes, _, offset) => {
        const sum = body.keep(lanes.zero());
        const chunk = body.keep(from);
        body.while(chunk.less(end), () => {
          body.set(sum, sum.plus(lanes.load(chunk.plus(offset))));
          body.advance(chunk, rowBytes);
        });
        body.store(to.plus(offset), sum);
      });
      body.advance(to, rowBytes);
    });
  },
);
