// b text, s input position, k position in the filter, o filter, c chunk, r distinct row
import { type Body, wasmFunction } from './body.js';
import { eachBlock, size } from './rows.js';
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
 * positions (b, s) of chunk c, in their order, where that output position exists. `sums` begins at the branch's first tap and has `taps` columns,
 * those of all branches. Positions are gone through as they lie: picked from here and there, chunk by chunk, `dy` misses the caches.
 */
export const chunkSums = /* @__PURE__ */ wasmFunction(
  'chunkSums',
  {
    dy: 'int',
    counts: 'int',
    chunkOf: 'int',
    sums: 'int',
    batch: 'int',
    filters: 'int',
    padding: 'int',
    inTime: 'int',
    outTime: 'int',
    taps: 'int',
    first: 'int',
    last: 'int',
  },
  (body, given) => {
    const { dy, counts, sums, filters, padding, inTime, outTime, taps, first, last } = given;
    const rowBytes = body.keep(taps.times(size));
    const filterBytes = body.keep(filters.times(size));
    const lines = body.keep(filters.plus(channelsOfUnit - 1).over(channelsOfUnit));
    body.each(first, last, (unit) => {
      const k = body.keep(unit.over(lines));
      const channel = body.keep(unit.minus(k.times(lines)).times(channelsOfUnit));
      // The first position that has a window there, and the one after the last.
      const start = body.keep(k.minus(padding).maximum(0));
      const end = body.keep(outTime.plus(k).minus(padding).maximum(0).minimum(inTime));
      const width = body.keep(filters.minus(channel).minimum(int(channelsOfUnit)));
      const write = <K extends 'float' | 'floats'>(lanes: Lanes<K>, across: number, offset: Int) => {
        const column = body.keep(channel.times(size).plus(offset));
        const to = body.keep(sums.plus(k.times(filterBytes)).plus(column));
        const from = body.keep(dy.plus(start.plus(padding).minus(k).times(filterBytes)).plus(column));
        clearColumns(body, lanes, { across, to, rows: loadInt(counts, size), rowBytes });
        addColumns(body, lanes, { ...given, across, from, to, start, end, rowBytes, filterBytes });
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

/** Adds what stands at `from`, row by row, to the same columns of each position's chunk: positions `start` to before `end` of each text. */
function addColumns<K extends 'float' | 'floats'>(
  body: Body,
  lanes: Lanes<K>,
  { across, from, to, rowBytes, filterBytes, ...given }: Columns & Given,
): void {
  const { chunkOf, batch, inTime, outTime, start, end } = given;
  const row = body.keep(to);
  body.each(0, batch, (b) => {
    const added = body.keep(from.plus(b.times(outTime).times(filterBytes)));
    const at = body.keep(chunkOf.plus(b.times(inTime).plus(start).times(size)));
    const stop = body.keep(at.plus(end.minus(start).times(size)));
    body.while(at.less(stop), () => {
      const chunk = body.keep(loadInt(at));
      body.if(chunk.isNegative().equals(0), () => {
        body.set(row, to.plus(chunk.times(rowBytes)));
        for (let n = 0; n < across; n++) {
          const offset = n * lanes.count * size;
          body.store(row, lanes.load(row, offset).plus(lanes.load(added, offset)), offset);
        }
      });
      body.advance(at, size);
      body.advance(added, filterBytes);
    });
  });
}

type Given = Readonly<
  Record<'from' | 'chunkOf' | 'batch' | 'inTime' | 'outTime' | 'start' | 'end' | 'filterBytes', Int>
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
