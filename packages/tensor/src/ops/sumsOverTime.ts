// b text, t time, c channel of a branch
import { defineKernel, type Values } from '../kernel.js';
import { run } from '../op.js';
import { sumOverTime as sumsOfTexts } from '../simd/overTime.js';
import { simdCall } from '../simd/simdCall.js';
import type { Tensor } from '../tensor.js';
import { eachSlot, inSlots, slotFunctions, startsOf, usedSlots } from './branches.js';
import { type Body, fourAtOnce } from './fourAtOnce.js';

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
export function channelsOf(features: readonly Tensor[]) {
  const channels = features.map(({ shape }) => shape[2]);
  const { starts, end } = startsOf(channels);
  return {
    batch: features[0].shape[0],
    width: end,
    channels: inSlots(channels, 0),
    firstChannels: starts,
    times: inSlots(
      features.map(({ shape }) => shape[1]),
      0,
    ),
  };
}

/**
 * Element i of [batch, width]: `result` of `total`, the sum of a channel of x0, x1 or x2 over its text.
 *
 * @param length WGSL that defines `length`, how many of the `time` positions of text b count; `slot` says whose
 *
 * @__NO_SIDE_EFFECTS__
 */
export function sumOverTime(length: string, result: string): Body {
  return (value, width) => /* wgsl */ `
    let b = i / (width / ${width});
    let column = i % (width / ${width});
    let slot = slotOf(column * ${width}, firstChannels);
    let time = pick(times, slot);
    ${length}
    let step_ = pick(channels, slot) / ${width};
    let start = b * time * step_ + column - pick(firstChannels, slot) / ${width};
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
    out[i] = ${result};
  `;
}

/** The CPU side: the sums of one text, x [time, channels], over the first `length` positions, into the first elements of `out`. */
export function sumText(x: Values, out: Values, length: number, channels: number, totals: Float64Array): void {
  totals.fill(0);
  for (let t = 0; t < length; t++) {
    const strand = (t % strands) * channels;
    const row = t * channels;
    for (let c = 0; c < channels; c++) totals[strand + c] += x[row + c];
  }
  for (let c = 0; c < channels; c++) {
    let total = 0;
    for (let strand = 0; strand < strands; strand++) total += totals[strand * channels + c];
    out[c] = total;
  }
}

/** Room for the strands of so many channels. */
export function strandsOf(channels: number): Float64Array {
  return new Float64Array(strands * channels);
}

const body = sumOverTime('let length = time;', 'total');

const kernel = defineKernel({
  name: 'sumsOverTime',
  inputs: ['x0', 'x1', 'x2'],
  params: channelParams,
  cpu({ x0, x1, x2 }, out, { batch, width, channels, firstChannels, times }) {
    [x0, x1, x2].forEach((x, slot) => {
      const [count, time] = [channels[slot], times[slot]];
      const totals = strandsOf(count);
      for (let b = 0; b < batch; b++) {
        const text = x.subarray(b * time * count, (b + 1) * time * count);
        sumText(text, out.subarray(b * width + firstChannels[slot]), time, count, totals);
      }
    });
  },
  functions: slotFunctions,
  wgsl: /* @__PURE__ */ body('f32', 1),
  tuned: [
    fourAtOnce(channelParams, body, {
      elements: ({ batch, width }) => batch * width,
      fits: ({ channels }) => channels.every((count) => count % 4 === 0),
      vectors: ['x0', 'x1', 'x2', 'out'],
      functions: slotFunctions,
    }),
  ],
  simd: {
    calls: ({ out, ...at }, { batch, width, channels, firstChannels, times }) =>
      usedSlots(channels).map((slot) => {
        const branchAt = { x: at[`x${slot}`], sums: out + 4 * firstChannels[slot] };
        const texts = { time: times[slot], channels: channels[slot], columns: width };
        return simdCall(sumsOfTexts, { ...branchAt, ...texts }, batch, 10);
      }),
  },
});

/** The sums over time of up to three branches, joined: x [batch, time, channels] of each → [batch, Σ channels]. Without a gradient. */
export function sumsOverTime(features: readonly Tensor[]): Tensor {
  const params = channelsOf(features);
  const [x0, x1, x2] = inSlots(features, features[0]);
  return run(kernel, { x0, x1, x2 }, [params.batch, params.width], params);
}
