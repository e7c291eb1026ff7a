// b text, s input position, t output position, k position in the filter, o filter
import type { Indices } from '../indices.js';
import { defineKernel, type Values } from '../kernel.js';
import { update } from '../op.js';
import type { Tensor } from '../tensor.js';
import { inSlots, slotFunctions } from './branches.js';
import { type Body, fourAtOnce } from './fourAtOnce.js';
import { sideBySide } from './sideBySide.js';
import type { TapLayout } from './tapLayout.js';

const body: Body = (value, width) => /* wgsl */ `
  let slot = slotOf(i * ${width}, starts);
  let columns = pick(filters, slot) / ${width};
  let positions = pick(outTimes, slot);
  let local_ = i - pick(starts, slot) / ${width};
  let o = local_ % columns;
  let t = local_ / columns % positions;
  let b = local_ / (columns * positions);
  // The gap after a branch.
  if (b >= batch) { return; }
  var total: ${value};
  if (slot == 0) { total = bias0[o]; } else if (slot == 1) { total = bias1[o]; } else { total = bias2[o]; }
  let first = t - pick(paddings, slot);
  let column = pick(firstTaps, slot) / ${width} + o;
  for (var k = max(0, -first); k < min(pick(kernelSizes, slot), inTime - first); k++) {
    let place = places[b * inTime + first + k];
    if (place >= 0) { total += projected[place * (taps / ${width}) + column + k * columns]; }
  }
  out[i] = total;
`;

const paramTypes = {
  batch: 'int',
  inTime: 'int',
  taps: 'int',
  size: 'int',
  filters: 'ints',
  kernelSizes: 'ints',
  paddings: 'ints',
  outTimes: 'ints',
  firstTaps: 'ints',
  starts: 'ints',
} as const;

const kernel = defineKernel({
  name: 'gatherTaps',
  inputs: ['projected', 'places', 'bias0', 'bias1', 'bias2'],
  integers: ['places'],
  params: paramTypes,
  cpu({ projected, places, bias0, bias1, bias2 }, out, params) {
    [bias0, bias1, bias2].forEach((bias, slot) => {
      const branch = {
        batch: params.batch,
        inTime: params.inTime,
        taps: params.taps,
        filters: params.filters[slot],
        kernelSize: params.kernelSizes[slot],
        padding: params.paddings[slot],
        outTime: params.outTimes[slot],
        firstTap: params.firstTaps[slot],
      };
      gatherBranch(projected, places, bias, out.subarray(params.starts[slot]), branch);
    });
  },
  functions: slotFunctions,
  wgsl: body('f32', 1),
  tuned: [
    fourAtOnce(paramTypes, body, {
      elements: ({ size }) => size,
      fits: ({ filters }) => filters.every((count) => count % 4 === 0),
      vectors: ['projected', 'bias0', 'bias1', 'bias2', 'out'],
      functions: slotFunctions,
    }),
  ],
});

interface Branch {
  batch: number;
  inTime: number;
  taps: number;
  filters: number;
  kernelSize: number;
  padding: number;
  outTime: number;
  firstTap: number;
}

function gatherBranch(
  projected: Values,
  places: Values,
  bias: Values,
  out: Values,
  { batch, inTime, taps, filters, kernelSize, padding, outTime, firstTap }: Branch,
): void {
  for (let n = 0; n < batch * outTime; n++) out.set(bias, n * filters);
  for (let b = 0; b < batch; b++) {
    for (let k = 0; k < kernelSize; k++) {
      const last = Math.min(outTime, inTime + padding - k);
      for (let t = Math.max(0, padding - k); t < last; t++) {
        const place = places[b * inTime + t + k - padding];
        if (place < 0) continue;
        const from = place * taps + firstTap + k * filters;
        const to = (b * outTime + t) * filters;
        for (let o = 0; o < filters; o++) out[to + o] += projected[from + o];
      }
    }
  }
}

/**
 * The features of all branches, gathered and added up from projected rows: projected [distinct rows, taps], one bias [filters] a branch →
 * one [batch, outTime, filters] a branch, side by side in one memory. Without a gradient: projectedConv1d has it.
 */
export function gatherTaps(
  projected: Tensor,
  biases: readonly Tensor[],
  indices: Indices,
  layout: TapLayout,
): Tensor[] {
  const { batch, filters, outTimes, inTime, taps, kernelSizes, paddings, firstTaps } = layout;
  const shapes = biases.map(({ size }, n) => [batch, outTimes[n], size]);
  const { all, parts, starts } = sideBySide(projected.device, shapes);
  const [bias0, bias1, bias2] = inSlots(biases, biases[0]);
  update(
    kernel,
    { projected, places: indices.places, bias0, bias1, bias2 },
    { out: all },
    {
      batch,
      inTime,
      taps,
      size: all.size,
      filters,
      kernelSizes,
      paddings,
      outTimes,
      firstTaps,
      starts: inSlots(starts, all.size),
    },
  );
  return parts;
}
