// b text, t time, c channel
import { type Body, type Local, wasmFunction } from './body.js';
import { eachColumnSum, size } from './rows.js';
import { type Int, loadInt } from './values.js';

/** How many windows text b has: lengths[b] + more, and at least 1. */
export function windowsOf(body: Body, b: Int, { lengths, more }: { lengths: Int; more: Int }): Local<Int> {
  return body.keep(
    loadInt(lengths.plus(b.times(size)))
      .plus(more)
      .maximum(1),
  );
}

/**
 * sums[b, c] = Σ_t x[b, t, c], for units = texts, over `time` positions or, if `limited` is 1, the first lengths[b] + more of them; each sum
 * is taken in the order of t. If `divided` is 1, they are means: over as many windows, and at least one, also where there are not so many
 * positions. The sums stand beside those of other branches, in rows of `columns`. Texts of `x` are `textStep` floats apart, positions `timeStep`.
 */
export const sumOverTime = /* @__PURE__ */ wasmFunction(
  'sumOverTime',
  {
    x: 'int',
    lengths: 'int',
    sums: 'int',
    textStep: 'int',
    timeStep: 'int',
    more: 'int',
    limited: 'int',
    divided: 'int',
    time: 'int',
    channels: 'int',
    columns: 'int',
    first: 'int',
    last: 'int',
  },
  (body, given) => {
    const { x, lengths, sums, textStep, timeStep, more, limited, divided } = given;
    const { time, channels, columns, first, last } = given;
    const rowBytes = body.keep(timeStep.times(size));
    body.each(first, last, (b) => {
      const to = body.keep(sums.plus(b.times(columns).times(size)));
      const from = body.keep(x.plus(b.times(textStep).times(size)));
      const windows = windowsOf(body, b, { lengths, more });
      const count = body.keep(time);
      body.if(limited, () => body.set(count, windows.minimum(time)));
      eachColumnSum(body, { from, count, channels, rowBytes }, (lanes, sum, offset) => {
        body.store(to.plus(offset), sum);
        body.if(divided, () => body.store(to.plus(offset), sum.over(lanes.all(windows.toFloat()))));
      });
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
