// b text, s input position, t output position, k position in the filter, o filter
import { wasmFunction } from './body.js';
import { accumulators, clear, eachBlock, size } from './rows.js';
import { loadInt } from './values.js';

/**
 * The features of one branch: out[b, t, o] = bias[o] + Σ_k projected[places[b, t + k - padding], k, o] for units = texts. Positions outside
 * the text or without a place count as zeros; each sum is taken in the order of k, from the bias on. `projected` begins at the branch's
 * first tap and has `taps` columns, those of all branches; so does `sums` on the way back.
 */
export const gatherTaps = /* @__PURE__ */ wasmFunction(
  'gatherTaps',
  {
    projected: 'int',
    bias: 'int',
    places: 'int',
    out: 'int',
    filters: 'int',
    kernelSize: 'int',
    padding: 'int',
    inTime: 'int',
    outTime: 'int',
    taps: 'int',
    first: 'int',
    last: 'int',
  },
  (body, { projected, bias, places, out, filters, kernelSize, padding, inTime, outTime, taps, first, last }) => {
    const rowBytes = body.keep(taps.times(size));
    const filterBytes = body.keep(filters.times(size));
    const to = body.keep(out.plus(first.times(outTime).times(filterBytes)));
    const text = body.keep(places.plus(first.times(inTime).times(size)));
    body.each(first, last, () => {
      body.each(0, outTime, (t) => {
        eachBlock(
          body,
          filters,
          (lanes, across, offset) => {
            const at = body.keep(bias.plus(offset));
            const width = lanes.count * size;
            const sums = accumulators(body, across, (n) => lanes.load(at, n * width));
            const from = body.keep(projected.plus(offset));
            const s = body.keep(t.minus(padding));
            const end = body.keep(s.plus(kernelSize));
            // Not "less": s begins below 0 where there is padding.
            body.while(s.equals(end).equals(0), () => {
              body.if(s.less(inTime), () => {
                const place = body.keep(loadInt(text.plus(s.times(size))));
                body.if(place.isNegative().equals(0), () => {
                  body.set(at, from.plus(place.times(rowBytes)));
                  sums.forEach((sum, n) => {
                    body.set(sum, sum.plus(lanes.load(at, n * width)));
                  });
                });
              });
              body.advance(from, filterBytes);
              body.advance(s, 1);
            });
            body.set(at, to.plus(offset));
            sums.forEach((sum, n) => {
              body.store(at, sum, n * width);
            });
          },
          { widest: 4 },
        );
        body.advance(to, filterBytes);
      });
      body.advance(text, inTime.times(size));
    });
  },
);

/**
 * The way back of one branch, for units = chunks of positions that hold the same row: sums[c, k, o] = Σ dy[b, s - k + padding, o] over the
 * positions (b, s) of chunk c, in their order, where that output position exists. An empty chunk is left alone: none is there.
 */
export const chunkSums = /* @__PURE__ */ wasmFunction(
  'chunkSums',
  {
    dy: 'int',
    chunkStarts: 'int',
    order: 'int',
    sums: 'int',
    filters: 'int',
    kernelSize: 'int',
    padding: 'int',
    inTime: 'int',
    outTime: 'int',
    taps: 'int',
    first: 'int',
    last: 'int',
  },
  (body, { dy, chunkStarts, order, sums, filters, kernelSize, padding, inTime, outTime, taps, first, last }) => {
    const filterBytes = body.keep(filters.times(size));
    const to = body.keep(sums.plus(first.times(taps).times(size)));
    body.each(first, last, (chunk) => {
      const at = body.keep(chunkStarts.plus(chunk.times(size)));
      const occurrence = body.keep(order.plus(loadInt(at).times(size)));
      const end = body.keep(order.plus(loadInt(at, size).times(size)));
      body.if(occurrence.less(end), () => clear(body, to, filters.times(kernelSize)));
      body.while(occurrence.less(end), () => {
        const position = body.keep(loadInt(occurrence));
        const b = body.keep(position.over(inTime));
        const t = body.keep(position.minus(b.times(inTime)).plus(padding));
        const from = body.keep(dy.plus(b.times(outTime).plus(t).times(filterBytes)));
        const sum = body.keep(to);
        body.each(0, kernelSize, () => {
          body.if(t.less(outTime), () => {
            eachBlock(body, filters, (lanes, _, offset) => {
              const place = body.keep(sum.plus(offset));
              body.store(place, lanes.load(place).plus(lanes.load(from.plus(offset))));
            });
          });
          body.advance(sum, filterBytes);
          body.set(from, from.minus(filterBytes));
          body.advance(t, -1);
        });
        body.advance(occurrence, size);
      });
      body.advance(to, taps.times(size));
    });
  },
);

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
