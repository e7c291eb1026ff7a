// o filter, k position in the filter, d dimension, n part of the sum over rows
import { wasmFunction } from './body.js';
import { eachColumnSum, size } from './rows.js';
import { loadInt } from './values.js';

/**
 * weight[o, k, d] = Σ_n partials[n, k · filters + o, d] for units = taps of one branch, at whose first tap `partials` begins; `taps` are
 * those of all branches. There is a part for each `split` of the counts[0] rows; each sum is taken in the order of n.
 */
export const unpackTaps = /* @__PURE__ */ wasmFunction(
  'unpackTaps',
  {
    partials: 'int',
    counts: 'int',
    weight: 'int',
    split: 'int',
    taps: 'int',
    dimensions: 'int',
    filters: 'int',
    kernelSize: 'int',
    first: 'int',
    last: 'int',
  },
  (body, { partials, counts, weight, split, taps, dimensions, filters, kernelSize, first, last }) => {
    const parts = body.keep(loadInt(counts).plus(split).minus(1).over(split));
    const tapBytes = body.keep(dimensions.times(size));
    body.each(first, last, (tap) => {
      const k = body.keep(tap.over(filters));
      const o = tap.minus(k.times(filters));
      const to = body.keep(weight.plus(o.times(kernelSize).plus(k).times(tapBytes)));
      const from = body.keep(partials.plus(tap.times(tapBytes)));
      const rows = { from, count: parts, channels: dimensions, rowBytes: taps.times(tapBytes) };
      eachColumnSum(body, rows, (_, sum, offset) => body.store(to.plus(offset), sum));
    });
  },
);
