// b text, t time, c channel of a branch
import { defineKernel, type Params, type Values } from '../kernel.js';
import { recordAll, run, update } from '../op.js';
import { type Shape, ShapeError, show } from '../shape.js';
import { Tensor } from '../tensor.js';
import { inLots, inSlots, slotFunctions } from './branches.js';
import { concat } from './concat.js';
import { asTheyLie } from './inTexts.js';
import { lengthsOf } from './overTime.js';
import { repeatRow } from './repeatRow.js';
import { sideBySide } from './sideBySide.js';
import { inStretches, stretchesOf, stretchParams } from './stretches.js';
import { channelParams, channelsOf, meansKernel, sumsInTexts } from './sumsOverTime.js';

// `more`: windows that a branch has more than a text has positions.
const layout = { ...channelParams, more: 'ints' } as const;

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

// What all windows of a text that count get alike: [batch, width].
const backwardRows = defineKernel({
  name: 'meansOverTime.backward.rows',
  inputs: ['dy', 'lengths'],
  integers: ['lengths'],
  params: layout,
  cpu({ dy, lengths }, out, { width, channels, firstChannels, more }) {
    for (let b = 0; b < lengths.length; b++) {
      channels.forEach((count, slot) => {
        const windows = Math.max(1, lengths[b] + more[slot]);
        const from = b * width + firstChannels[slot];
        for (let i = from; i < from + count; i++) out[i] = dy[i] / windows;
      });
    }
  },
  functions: slotFunctions,
  wgsl: /* wgsl */ `
    let b = i / width;
    out[i] = dy[i] / f32(max(1, lengths[b] + pick(more, slotOf(i % width, firstChannels))));
  `,
});

function meansOfLot(features: readonly Tensor[], lengths: Tensor, time: number): Tensor {
  const shapes = features.map(({ shape }) => shape);
  const more = shapes.map((shape) => shape[1] - time);
  const params = { ...channelsOf(shapes), more: inSlots(more, 0) };
  const lying = asTheyLie(features, lengths);
  const y = sumsInTexts(meansKernel, { ...lying, params: { ...lying.params, more: params.more, limited: 1 } }, shapes);
  recordAll([y], features, ([found]) => {
    const dy = found as Tensor;
    const rows = once(() => run(backwardRows, { dy, lengths }, dy.shape, params));
    const parts = once(() => shareOutAll(dy, lengths, shapes, params));
    return shapes.map((shape, n) =>
      Tensor.repeating(shape, { rows, first: params.firstChannels[n], lengths, more: more[n] }, () => parts()[n]),
    );
  });
  return y;
}

/** The gradients of all features, written out. */
function shareOutAll(
  dy: Tensor,
  lengths: Tensor,
  shapes: readonly Shape[],
  params: Params<typeof layout>,
): readonly Tensor[] {
  const { batch, times, channels } = params;
  const { all, parts, starts } = sideBySide(dy.device, shapes);
  const stretches = stretchesOf(batch, inSlots(times, 0), inSlots(channels, 0));
  update(backward, { dy, lengths }, { out: all }, { ...params, ...stretches, starts: inSlots(starts, all.size) });
  return parts;
}

/** What is computed when it is first asked for. */
function once<T>(compute: () => T): () => T {
  let result: { value: T } | undefined;
  return () => {
    result ??= { value: compute() };
    return result.value;
  };
}
