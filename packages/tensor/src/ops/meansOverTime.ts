// b text, t time, c channel of a branch
import { defineKernel, type Params, type Values } from '../kernel.js';
import { recordAll, run, update } from '../op.js';
import { ShapeError, show } from '../shape.js';
import { meansOverTime as meansOverTexts, meansOverTimeBackward } from '../simd/overTime.js';
import { simdCall } from '../simd/simdCall.js';
import type { Tensor } from '../tensor.js';
import { inLots, inSlots, slotFunctions, usedSlots } from './branches.js';
import { concat } from './concat.js';
import { fourAtOnce } from './fourAtOnce.js';
import { lengthsOf } from './overTime.js';
import { repeatRow } from './repeatRow.js';
import { sideBySide } from './sideBySide.js';
import { inStretches, stretchesOf, stretchParams } from './stretches.js';
import { channelParams, channelsOf, strandsOf, sumOverTime, sumText } from './sumsOverTime.js';

// `more`: windows that a branch has more than a text has positions.
const layout = { ...channelParams, more: 'ints' } as const;

const forwardBody = sumOverTime(
  'let count = max(1, lengths[b] + pick(more, slot)); let length = min(count, time);',
  'total / f32(count)',
);

const forward = defineKernel({
  name: 'meansOverTime',
  inputs: ['x0', 'x1', 'x2', 'lengths'],
  integers: ['lengths'],
  params: layout,
  cpu({ x0, x1, x2, lengths }, out, { batch, width, channels, firstChannels, times, more }) {
    [x0, x1, x2].forEach((x, slot) => {
      const [columns, time] = [channels[slot], times[slot]];
      const totals = strandsOf(columns);
      for (let b = 0; b < batch; b++) {
        const count = Math.max(1, lengths[b] + more[slot]);
        const text = x.subarray(b * time * columns, (b + 1) * time * columns);
        const means = out.subarray(b * width + firstChannels[slot]);
        sumText(text, means, Math.min(count, time), columns, totals);
        for (let c = 0; c < columns; c++) means[c] /= count;
      }
    });
  },
  functions: slotFunctions,
  wgsl: /* @__PURE__ */ forwardBody('f32', 1),
  tuned: [
    fourAtOnce(layout, forwardBody, {
      elements: ({ batch, width }) => batch * width,
      fits: ({ channels }) => channels.every((count) => count % 4 === 0),
      vectors: ['x0', 'x1', 'x2', 'out'],
      functions: slotFunctions,
    }),
  ],
  simd: {
    calls: ({ lengths, out, ...at }, params) =>
      usedSlots(params.channels).map((slot) => {
        const branchAt = { x: at[`x${slot}`], means: out + 4 * params.firstChannels[slot] };
        return simdCall(meansOverTexts, { lengths, ...branchAt, ...textsOf(params, slot) }, params.batch, 10);
      }),
  },
});

/** What both directions are told of a branch. */
function textsOf({ times, channels, width, more }: Params<typeof layout>, slot: number) {
  return { time: times[slot], channels: channels[slot], columns: width, more: more[slot] };
}

const backwardParams = { ...layout, ...stretchParams } as const;

const backward = defineKernel({
  name: 'meansOverTime.backward',
  inputs: ['dy', 'lengths'],
  integers: ['lengths'],
  params: backwardParams,
  cpu({ dy, lengths }, out, { batch, width, channels, firstChannels, times, more, starts }) {
    channels.forEach((count, slot) => {
      const share = { width, channels: count, time: times[slot], more: more[slot] };
      const dyOfBranch = dy.subarray(firstChannels[slot]);
      shareOut(dyOfBranch, lengths, out.subarray(starts[slot], starts[slot] + batch * times[slot] * count), share);
    });
  },
  functions: slotFunctions,
  wgsl: /* wgsl */ `
    let slot = slotOf(i, starts);
    let columns = pick(channels, slot);
    let positions = pick(times, slot);
    let inBranch = i - pick(starts, slot);
    let b = inBranch / (columns * positions);
    // The gap after a branch.
    if (b >= batch) { return; }
    let count = max(1, lengths[b] + pick(more, slot));
    var share = 0.0;
    if (inBranch / columns % positions < count) {
      share = dy[b * width + pick(firstChannels, slot) + inBranch % columns] / f32(count);
    }
    out[i] = share;
  `,
  tuned: [
    inStretches(backwardParams, {
      channels: 'channels',
      times: 'times',
      vectors: ['dy', 'out'],
      before: /* wgsl */ `
        let count = max(1, lengths[b] + pick(more, slot));
        let share = dy[(b * width + pick(firstChannels, slot)) / 4 + o] / f32(count);
      `,
      at: 'let result = select(vec4<f32>(), share, t < count);',
    }),
  ],
  simd: {
    calls: ({ dy, lengths, out }, params) =>
      usedSlots(params.channels).map((slot) => {
        const branchAt = { dMeans: dy + 4 * params.firstChannels[slot], dx: out + 4 * params.starts[slot] };
        return simdCall(meansOverTimeBackward, { lengths, ...branchAt, ...textsOf(params, slot) }, params.batch, 10);
      }),
  },
});

function shareOut(
  dy: Values,
  lengths: Values,
  out: Values,
  { width, channels, time, more }: { width: number; channels: number; time: number; more: number },
): void {
  if (channels === 0) return;
  for (let b = 0; b < lengths.length; b++) {
    const count = Math.max(1, lengths[b] + more);
    const first = b * time * channels;
    const end = first + Math.min(count, time) * channels;
    for (let c = 0; c < channels && end > first; c++) out[first + c] = dy[b * width + c] / count;
    repeatRow(out, first, first + channels, end);
    out.fill(0, end, first + time * channels);
  }
}

/** The texts that features were computed from: lengths int32 [batch], of at most `time` positions each. */
export interface TextLengths {
  lengths: Tensor;
  time: number;
}

/**
 * The means over time of several branches, joined: features [batch, time, channels] of each, all of one batch → [batch, Σ channels].
 *
 * With `texts`, a mean is over the windows on each text alone: a branch that has n more positions than `time` has lengths[b] + n of them
 * on text b, and at least one, which sees zeros after the end of an empty text. Without, all positions count. Throws ShapeError when the
 * shapes do not fit.
 */
export function meansOverTime(features: readonly Tensor[], texts?: TextLengths): Tensor {
  const [first] = features;
  if (!first) throw new ShapeError('meansOverTime: no features; must be those of at least one branch');
  const lengths = lengthsOf('meansOverTime', first, texts?.lengths);
  for (const { shape } of features) {
    if (shape.length === 3 && shape[0] === first.shape[0]) continue;
    throw new ShapeError(
      `meansOverTime: ${show(shape)} beside ${show(first.shape)}; must all be [batch, time, channels] of one batch`,
    );
  }
  const means = inLots(features).map((lot) => meansOfLot(lot, lengths, texts?.time ?? first.shape[1]));
  return means.length === 1 ? means[0] : concat(means, 1);
}

function meansOfLot(features: readonly Tensor[], lengths: Tensor, time: number): Tensor {
  const more = features.map(({ shape }) => shape[1] - time);
  const params = { ...channelsOf(features), more: inSlots(more, 0) };
  const [x0, x1, x2] = inSlots(features, features[0]);
  const y = run(forward, { x0, x1, x2, lengths }, [params.batch, params.width], params);
  recordAll([y], features, ([dy]) => {
    const { all, parts, starts } = sideBySide(
      y.device,
      features.map(({ shape }) => shape),
    );
    const { batch, times, channels } = params;
    const stretches = { ...stretchesOf(batch, times, channels), starts: inSlots(starts, all.size) };
    update(backward, { dy: dy as Tensor, lengths }, { out: all }, { ...params, ...stretches });
    return parts;
  });
  return y;
}
