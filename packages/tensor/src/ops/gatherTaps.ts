// b text, s input position, t output position, k position in the filter, o filter
import { defineKernel, type Values } from '../kernel.js';
import { update } from '../op.js';
import { gatherTaps as gatherTexts } from '../simd/gatherTaps.js';
import { simdCall } from '../simd/simdCall.js';
import type { Tensor } from '../tensor.js';
import { eachSlot, inSlots, slotFunctions, usedSlots } from './branches.js';
import { repeatRow } from './repeatRow.js';
import { sideBySide } from './sideBySide.js';
import { inStretches, stretchesOf, stretchParams } from './stretches.js';
import { type Branch, branchOf, type TapLayout, tapParams, tapParamsOf } from './tapLayout.js';

const paramTypes = { ...tapParams, ...stretchParams } as const;

// Put together in functions, which bundlers leave out with the kernel.
function body(): string {
  return /* wgsl */ `
    let slot = slotOf(i, starts);
    let columns = pick(filters, slot);
    let positions = pick(outTimes, slot);
    let inBranch = i - pick(starts, slot);
    let o = inBranch % columns;
    let t = inBranch / columns % positions;
    let b = inBranch / (columns * positions);
    // The gap after a branch.
    if (b >= batch) { return; }
    var total: f32;
    ${eachSlot((slot) => `total = bias${slot}[o];`)}
    let first = t - pick(paddings, slot);
    let column = pick(firstTaps, slot) + o;
    for (var k = max(0, -first); k < min(pick(kernelSizes, slot), inTime - first); k++) {
      let place = places[b * inTime + first + k];
      if (place >= 0) { total += projected[place * taps + column + k * columns]; }
    }
    out[i] = total;
  `;
}

/** @__NO_SIDE_EFFECTS__ */
function stretchBody() {
  return inStretches(paramTypes, {
    channels: 'filters',
    times: 'outTimes',
    vectors: ['projected', 'bias0', 'bias1', 'bias2', 'out'],
    before: /* wgsl */ `
      var bias: vec4<f32>;
      ${eachSlot((slot) => `bias = bias${slot}[o];`)}
      let column = pick(firstTaps, slot) / 4 + o;
      let kernelSize = pick(kernelSizes, slot);
      let padding = pick(paddings, slot);
    `,
    at: /* wgsl */ `
      var result = bias;
      for (var k = 0; k < kernelSize; k++) {
        let s = t - padding + k;
        // Chosen, not branched around: software adapters are slow at loads for some invocations and not for others.
        let place = select(-1, places[b * inTime + clamp(s, 0, inTime - 1)], s >= 0 && s < inTime);
        result = select(result, result + projected[max(place, 0) * (taps / 4) + column + k * columns], place >= 0);
      }
    `,
  });
}

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
  wgsl: /* @__PURE__ */ body(),
  tuned: [stretchBody()],
  simd: {
    calls: ({ projected, places, out, ...at }, { batch, starts, ...params }) =>
      usedSlots(params.filters).map((slot) => {
        const { firstTap, ...branch } = branchOf(params, slot);
        const branchAt = { projected: projected + 4 * firstTap, bias: at[`bias${slot}`], out: out + 4 * starts[slot] };
        return simdCall(gatherTexts, { places, ...branchAt, ...branch }, batch, 4);
      }),
  },
});

function gatherBranch(
  projected: Values,
  places: Values,
  bias: Values,
  out: Values,
  batch: number,
  { inTime, taps, filters, kernelSize, padding, outTime, firstTap }: Branch,
): void {
  if (filters === 0) return;
  out.set(bias);
  repeatRow(out, 0, filters, batch * outTime * filters);
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
 * The features of all branches, gathered and added up from projected rows: projected [distinct rows, taps], places int32 [batch, time] among them
 * or -1, one bias [filters] a branch → one [batch, outTime, filters] a branch, side by side in one memory. Without a gradient: projectedConv1d has it.
 */
export function gatherTaps(projected: Tensor, biases: readonly Tensor[], places: Tensor, layout: TapLayout): Tensor[] {
  const { batch, outTimes, filters } = layout;
  const shapes = biases.map(({ size }, n) => [batch, outTimes[n], size]);
  const { all, parts, starts } = sideBySide(projected.device, shapes);
  const [bias0, bias1, bias2] = inSlots(biases, biases[0]);
  update(
    kernel,
    { projected, places, bias0, bias1, bias2 },
    { out: all },
    {
      ...tapParamsOf(layout, all.size),
      ...stretchesOf(batch, outTimes, filters),
      batch,
      starts: inSlots(starts, all.size),
    },
  );
  return parts;
}
