// b text, t time, c channel of a branch
import { defineKernel, type Values } from '../kernel.js';
import { run } from '../op.js';
import type { Shape } from '../shape.js';
import { sumOverTime as sumsOfTexts } from '../simd/overTime.js';
import { simdCall } from '../simd/simdCall.js';
import type { Tensor } from '../tensor.js';
import { eachSlot, inSlots, slotFunctions, startsOf, usedSlots } from './branches.js';
import { type Body, fourAtOnce } from './fourAtOnce.js';
import { type InTexts, inTextsParams, lyingOf, windowsIn, windowsOf } from './inTexts.js';

/**
 * Sums over time go in eight strands: strand n takes positions n, n + 8, …; then the strands are added in order. A GPU has eight loads under
 * way at once so, and rounding errors grow more slowly. Positions beyond `length` change no bit.
 */
const strands = 8;

const each = (code: (strand: number) => string) => Array.from({ length: strands }, (_, n) => code(n)).join('\n');

/** What kernels over several branches at once are told of them. */
export const channelParams = {
  batch: 'int',
  /** Channels of all branches: what one text has in the joined tensor. */
  width: 'int',
  channels: 'ints',
  firstChannels: 'ints',
  times: 'ints',
} as const;

/** The params for features [batch, time, channels] of up to three branches. */
export function channelsOf(shapes: readonly Shape[]) {
  const channels = shapes.map(([, , count]) => count);
  const { starts, end } = startsOf(channels);
  const times = inSlots(
    shapes.map(([, time]) => time),
    0,
  );
  return { batch: shapes[0][0], width: end, channels: inSlots(channels, 0), firstChannels: starts, times };
}

// Element i of [batch, width]: the sum of a channel of x0, x1 or x2 over its text, or their mean.
const body: Body = (value, width) => /* wgsl */ `
  let b = i / (width / ${width});
  let column = i % (width / ${width});
  let slot = slotOf(column * ${width}, firstChannels);
  let positions = pick(times, slot);
  let length = ${windowsOf};
  let step_ = pick(timeSteps, slot) / ${width};
  let start = (pick(firsts, slot) + b * pick(textSteps, slot) - pick(firstChannels, slot)) / ${width} + column;
  ${each((n) => `var strand${n} = ${value}();`)}
  ${eachSlot(
    (slot) => `
      var t = 0;
      for (; t + ${strands - 1} < length; t += ${strands}) {
        ${each((n) => `strand${n} += x${slot}[start + (t + ${n}) * step_];`)}
      }
      ${each((n) => (n + 1 < strands ? `if (t + ${n} < length) { strand${n} += x${slot}[start + (t + ${n}) * step_]; }` : ''))}`,
  )}
  var total = ${value}();
  ${each((n) => `total += strand${n};`)}
  if (divided == 1) { total /= f32(max(1, lengths[b] + pick(more, slot))); }
  out[i] = total;
`;

/** The CPU side: the sums of one text, over `length` positions that are `step` apart in x, into the first elements of `out`. */
export function sumText(
  x: Values,
  out: Values,
  { length, step, channels, totals }: { length: number; step: number; channels: number; totals: Float64Array },
): void {
  totals.fill(0);
  for (let t = 0; t < length; t++) {
    const strand = (t % strands) * channels;
    const row = t * step;
    for (let c = 0; c < channels; c++) totals[strand + c] += x[row + c];
  }
  for (let c = 0; c < channels; c++) {
    let total = 0;
    for (let strand = 0; strand < strands; strand++) total += totals[strand * channels + c];
    out[c] = total;
  }
}

const params = { ...channelParams, ...inTextsParams, divided: 'int' } as const;

/** @__NO_SIDE_EFFECTS__ */
function overTexts(name: string) {
  return defineKernel({
    name,
    inputs: ['x0', 'x1', 'x2', 'lengths'],
    integers: ['lengths'],
    params,
    cpu({ x0, x1, x2, lengths }, out, { batch, width, channels, firstChannels, times, divided, ...at }) {
      [x0, x1, x2].forEach((x, slot) => {
        const { first, textStep, timeStep: step, more, limited } = lyingOf(at, slot);
        const own = { channels: channels[slot], totals: new Float64Array(strands * channels[slot]), step };
        for (let b = 0; b < batch; b++) {
          const length = windowsIn(times[slot], b, { lengths, more, limited });
          const sums = out.subarray(b * width + firstChannels[slot]);
          sumText(x.subarray(first + b * textStep), sums, { length, ...own });
          if (divided === 0) continue;
          const count = Math.max(1, lengths[b] + more);
          for (let c = 0; c < channels[slot]; c++) sums[c] /= count;
        }
      });
    },
    functions: slotFunctions,
    wgsl: body('f32', 1),
    tuned: [
      fourAtOnce(params, body, {
        elements: ({ batch, width }) => batch * width,
        fits: ({ channels }) => channels.every((count) => count % 4 === 0),
        vectors: ['x0', 'x1', 'x2', 'out'],
        functions: slotFunctions,
      }),
    ],
    simd: {
      calls: ({ lengths, out, ...at }, { batch, width, channels, firstChannels, times, divided, ...params }) =>
        usedSlots(channels).map((slot) => {
          const { first, ...lying } = lyingOf(params, slot);
          const branchAt = { x: at[`x${slot}`] + 4 * first, lengths, sums: out + 4 * firstChannels[slot] };
          const texts = { time: times[slot], channels: channels[slot], columns: width, divided };
          return simdCall(sumsOfTexts, { ...branchAt, ...lying, ...texts }, batch, 10);
        }),
    },
  });
}

/** What `sumsInTexts` runs: sums, or means over the windows that each text has. Two names, for profiles. */
export const sumsKernel = /* @__PURE__ */ overTexts('sumsOverTime');
export const meansKernel = /* @__PURE__ */ overTexts('meansOverTime');

/** The sums or means over time of up to three branches, of the shapes [batch, time, channels], joined: → [batch, Σ channels]. Without a gradient. */
export function sumsInTexts(
  kernel: typeof sumsKernel,
  { x: [x0, x1, x2], lengths, params }: InTexts,
  shapes: readonly Shape[],
  into?: Tensor,
): Tensor {
  const given = { ...channelsOf(shapes), ...params, divided: Number(kernel === meansKernel) };
  return run(kernel, { x0, x1, x2, lengths }, [given.batch, given.width], given, into);
}
