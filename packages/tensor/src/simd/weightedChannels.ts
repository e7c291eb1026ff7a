// b text, t time, k set of weights, c channel
import { wasmFunction } from './body.js';
import { size } from './rows.js';
import { four, lane, one } from './values.js';

/**
 * out[b, t, k] = Σ_c x[b, t, c] · weights[b, k, c] for units = texts. Each sum is that of four running ones, of every fourth channel each, and
 * then of what is left of the row.
 */
export const weightedChannels = /* @__PURE__ */ wasmFunction(
  'weightedChannels',
  {
    x: 'int',
    weights: 'int',
    out: 'int',
    time: 'int',
    channels: 'int',
    sets: 'int',
    first: 'int',
    last: 'int',
  },
  (body, { x, weights, out, time, channels, sets, first, last }) => {
    const rowBytes = body.keep(channels.times(size));
    const row = body.keep(x.plus(first.times(time).times(rowBytes)));
    const to = body.keep(out.plus(first.times(time).times(sets).times(size)));
    body.each(first, last, (b) => {
      const own = body.keep(weights.plus(b.times(sets).times(rowBytes)));
      body.each(0, time, () => {
        const weight = body.keep(own);
        const end = body.keep(row.plus(rowBytes));
        body.each(0, sets, () => {
          const at = body.keep(row);
          const sums = body.keep(four.zero());
          body.while(at.plus(4 * size - 1).less(end), () => {
            body.set(sums, sums.plus(four.load(at).times(four.load(weight))));
            body.advance(at, 4 * size);
            body.advance(weight, 4 * size);
          });
          const total = body.keep(
            lane(sums, 0)
              .plus(lane(sums, 1))
              .plus(lane(sums, 2).plus(lane(sums, 3))),
          );
          body.while(at.less(end), () => {
            body.set(total, total.plus(one.load(at).times(one.load(weight))));
            body.advance(at, size);
            body.advance(weight, size);
          });
          body.store(to, total);
          body.advance(to, size);
        });
        body.set(row, end);
      });
    });
  },
);
