// b text, t time, c channel
import { type Body, type Local, wasmFunction } from './body.js';
import { accumulators, eachBlock, eachColumnSum, size } from './rows.js';
import { type Int, loadInt } from './values.js';

/** How many windows text b has: lengths[b] + more, and at least 1. */
function windowsOf(body: Body, b: Int, { lengths, more }: { lengths: Int; more: Int }): Local<Int> {
  return body.keep(
    loadInt(lengths.plus(b.times(size)))
      .plus(more)
      .maximum(1),
  );
}

/**
 * means[b, c] = Σ_t x[b, t, c] / count over the first `count` of the positions there are, for units = texts: count is lengths[b] + more, and
 * at least 1. Each sum is taken in the order of t. One branch's features stand alone, [batch, time, channels]; its means stand beside those
 * of other branches, in rows of `columns`.
 */
export const meansOverTime = /* @__PURE__ */ wasmFunction(
  'meansOverTime',
  {
    x: 'int',
    lengths: 'int',
    means: 'int',
    time: 'int',
    channels: 'int',
    columns: 'int',
    more: 'int',
    first: 'int',
    last: 'int',
  },
  (body, { x, lengths, means, time, channels, columns, more, first, last }) => {
    body.each(first, last, (b) => {
      const count = windowsOf(body, b, { lengths, more });
      const to = body.keep(means.plus(b.times(columns).times(size)));
      const from = body.keep(x.plus(b.times(time).times(channels).times(size)));
      const rows = { from, count: count.minimum(time), channels, rowBytes: channels.times(size) };
      eachColumnSum(body, rows, (lanes, sum, offset) =>
        body.store(to.plus(offset), sum.over(lanes.all(count.toFloat()))),
      );
    });
  },
);

/** The way back: dx[b, t, c] = dMeans[b, c] / count where t is below count, else 0, for units = texts. */
export const meansOverTimeBackward = /* @__PURE__ */ wasmFunction(
  'meansOverTimeBackward',
  {
    dMeans: 'int',
    lengths: 'int',
    dx: 'int',
    time: 'int',
    channels: 'int',
    columns: 'int',
    more: 'int',
    first: 'int',
    last: 'int',
  },
  (body, { dMeans, lengths, dx, time, channels, columns, more, first, last }) => {
    const rowBytes = body.keep(channels.times(size));
    body.each(first, last, (b) => {
      const count = windowsOf(body, b, { lengths, more });
      const from = body.keep(dMeans.plus(b.times(columns).times(size)));
      const start = body.keep(dx.plus(b.times(time).times(rowBytes)));
      const middle = body.keep(start.plus(count.minimum(time).times(rowBytes)));
      const end = body.keep(start.plus(time.times(rowBytes)));
      eachBlock(
        body,
        channels,
        (lanes, across, offset) => {
          const width = lanes.count * size;
          const to = body.keep(start.plus(offset));
          const stop = body.keep(middle.plus(offset));
          const divisor = body.keep(lanes.all(count.toFloat()));
          const shares = accumulators(body, across, (n) => lanes.load(from.plus(offset), n * width).over(divisor));
          const rows = () =>
            body.while(to.less(stop), () => {
              shares.forEach((share, n) => {
                body.store(to, share, n * width);
              });
              body.advance(to, rowBytes);
            });
          rows();
          body.set(stop, end.plus(offset));
          for (const share of shares) body.set(share, lanes.zero());
          rows();
        },
        { widest: 4 },
      );
    });
  },
);

/** sums[b, c] = Σ_t x[b, t, c], for units = texts; each sum is taken in the order of t. */
export const sumOverTime = /* @__PURE__ */ wasmFunction(
  'sumOverTime',
  { x: 'int', sums: 'int', time: 'int', channels: 'int', columns: 'int', first: 'int', last: 'int' },
  (body, { x, sums, time, channels, columns, first, last }) => {
    body.each(first, last, (b) => {
      const to = body.keep(sums.plus(b.times(columns).times(size)));
      const from = body.keep(x.plus(b.times(time).times(channels).times(size)));
      eachColumnSum(body, { from, count: time, channels, rowBytes: channels.times(size) }, (_, sum, offset) =>
        body.store(to.plus(offset), sum),
      );
    });
  },
);

/** sums[c] = Σ_r x[r · stride + c] for units = columns; each sum is taken in the order of r. */
export const sumOverRows = /* @__PURE__ */ wasmFunction(
  'sumOverRows',
  { x: 'int', sums: 'int', rows: 'int', stride: 'int', first: 'int', last: 'int' },
  (body, { x, sums, rows, stride, first, last }) => {
    const from = body.keep(x.plus(first.times(size)));
    const to = body.keep(sums.plus(first.times(size)));
    const given = { from, count: rows, channels: last.minus(first), rowBytes: stride.times(size) };
    eachColumnSum(body, given, (_, sum, offset) => body.store(to.plus(offset), sum));
  },
);
