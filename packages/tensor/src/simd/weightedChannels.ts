// b text, t time, k set of weights, c channel
import { type Local, wasmFunction } from './body.js';
import { size } from './rows.js';
import { four, type Lanes, lane, one, type Real } from './values.js';

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
          const addUp = <K extends 'float' | 'floats'>(lanes: Lanes<K>, sum: Local<Real<K>>) => {
            const step = lanes.count * size;
            body.while(at.plus(step - 1).less(end), () => {
              body.set(sum, sum.plus(lanes.load(at).times(lanes.load(weight))));
              body.advance(at, step);
              body.advance(weight, step);
            });
          };
          const sums = body.keep(four.zero());
          addUp(four, sums);
          const total = body.keep(
            lane(sums, 0)
              .plus(lane(sums, 1))
              .plus(lane(sums, 2).plus(lane(sums, 3))),
          );
          addUp(one, total);
          body.store(to, total);
          body.advance(to, size);
        });
        body.set(row, end);
      });
    });
  },
);
