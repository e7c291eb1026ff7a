// b text, s input position, t output position, k position in the filter, o filter
import type { Indices } from '../indices.js';
import { defineKernel, type Values } from '../kernel.js';
import { update } from '../op.js';
import type { Tensor } from '../tensor.js';
import { inSlots, slotFunctions } from './branches.js';
import { type Body, fourAtOnce } from './fourAtOnce.js';
import { sideBySide } from './sideBySide.js';
import { type Branch, branchOf, type TapLayout, tapParams, tapParamsOf } from './tapLayout.js';

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

const paramTypes = { ...tapParams, batch: 'int', starts: 'ints' } as const;

const kernel = defineKernel({
  name: 'gatherTaps',
  inputs: ['projected', 'places', 'bias0', 'bias1', 'bias2'],
  integers: ['places'],
  params: paramTypes,
  cpu({ projected, places, bias0, bias1, bias2 }, out, params) {
    [bias0, bias1, bias2].forEach((bias, slot) => {
      gatherBranch(projected, places, bias, out.subarray(params.starts[slot]), params.batch, branchOf(params, slot));
    });
  },
  functions: slotFunctions,
  wgsl: /* @__PURE__ */ body('f32', 1),
  tuned: [
    fourAtOnce(paramTypes, body, {
      elements: ({ size }) => size,
      fits: ({ filters }) => filters.every((count) => count % 4 === 0),
      vectors: ['projected', 'bias0', 'bias1', 'bias2', 'out'],
      functions: slotFunctions,
    }),
  ],
});

function gatherBranch(
  projected: Values,
  places: Values,
  bias: Values,
  out: Values,
  batch: number,
  { inTime, taps, filters, kernelSize, padding, outTime, firstTap }: Branch,
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
  const { batch, outTimes } = layout;
  const shapes = biases.map(({ size }, n) => [batch, outTimes[n], size]);
  const { all, parts, starts } = sideBySide(projected.device, shapes);
  const [bias0, bias1, bias2] = inSlots(biases, biases[0]);
  const inputs = { projected, places: indices.places, bias0, bias1, bias2 };
  update(kernel, inputs, { out: all }, { ...tapParamsOf(layout, all.size), batch, starts: inSlots(starts, all.size) });
  return parts;
}
