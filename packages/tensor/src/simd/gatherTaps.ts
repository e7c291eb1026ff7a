// b text, s input position, t output position, k position in the filter, o filter
import { wasmFunction } from './body.js';
import { accumulators, eachBlock, size } from './rows.js';
import { loadInt } from './values.js';

/**
 * The features of one branch: out[b, t, o] = bias[o] + Σ_k projected[places[b, t + k - padding], k, o] for units = texts. Positions outside
 * the text or without a place count as zeros; each sum is taken in the order of k, from the bias on. `projected` begins at the branch's
 * first tap and has `taps` columns, those of all branches.
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
