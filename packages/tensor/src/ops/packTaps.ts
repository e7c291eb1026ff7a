// o filter, k position in the filter, d dimension, n split of the sum over rows
import { defineKernel, defineUpdate, type Values } from '../kernel.js';
import { run, update } from '../op.js';
import { sumOverRows } from '../simd/overTime.js';
import { simdCall } from '../simd/simdCall.js';
import { unpackTaps as unpackBranch } from '../simd/unpackTaps.js';
import { Tensor } from '../tensor.js';
import { eachSlot, inSlots, slotFunctions, usedSlots } from './branches.js';
import type { TapLayout } from './tapLayout.js';

// Which branch, position and filter a tap is.
const tapOf = /* wgsl */ `
  let slot = slotOf(tap, firstTaps);
  let inBranch = tap - pick(firstTaps, slot);
  let k = inBranch / pick(filters, slot);
  let o = inBranch % pick(filters, slot);
  let place = (o * pick(kernelSizes, slot) + k) * dimensions + d;
`;

// Put together in functions, which bundlers leave out with the kernels.
function packBody(): string {
  return /* wgsl */ `
    let tap = i / dimensions;
    let d = i % dimensions;
    ${tapOf}
    ${eachSlot((slot) => `out[i] = weight${slot}[place];`)}
  `;
}

const pack = defineKernel({
  name: 'packTaps',
  inputs: ['weight0', 'weight1', 'weight2'],
  params: { dimensions: 'int', filters: 'ints', kernelSizes: 'ints', firstTaps: 'ints' },
  cpu({ weight0, weight1, weight2 }, out, { dimensions, filters, kernelSizes, firstTaps }) {
    [weight0, weight1, weight2].forEach((weight, slot) => {
      for (let k = 0; k < kernelSizes[slot]; k++) {
        for (let o = 0; o < filters[slot]; o++) {
          const from = (o * kernelSizes[slot] + k) * dimensions;
          const tap = firstTaps[slot] + k * filters[slot] + o;
          out.set(weight.subarray(from, from + dimensions), tap * dimensions);
        }
      }
    });
  },
  functions: slotFunctions,
  wgsl: /* @__PURE__ */ packBody(),
});

/**
 * The weights of all branches, [filters, kernelSize, dimensions] each, as one [taps, dimensions], ordered by branch, position in the
 * filter, filter: what one position of a text adds to a branch is then one contiguous run. Without a gradient: unpackTaps goes back.
 */
export function packTaps(weights: readonly Tensor[], { taps, filters, kernelSizes, firstTaps }: TapLayout): Tensor {
  const [weight0, weight1, weight2] = inSlots(weights, weights[0]);
  const dimensions = weights[0].shape[2];
  const params = { dimensions, filters, kernelSizes, firstTaps };
  return run(pack, { weight0, weight1, weight2 }, [taps, dimensions], params);
}

function unpackBody(): string {
  return /* wgsl */ `
    for (var e = i; e < taps * dimensions + channels; e += i32(arrayLength(&weight0))) {
      var total = 0.0;
      if (e < taps * dimensions) {
        let splits = (counts[0] + split - 1) / split;
        let tap = e / dimensions;
        let d = e % dimensions;
        for (var n = 0; n < splits; n++) { total += sums[n * taps * dimensions + e]; }
        ${tapOf}
        ${eachSlot((slot) => `weight${slot}[place] = total;`)}
      } else {
        let channel = e - taps * dimensions;
        for (var b = 0; b < batch; b++) { total += sums[firstBias + b * channels + channel]; }
        let slot = slotOf(channel, firstChannels);
        let o = channel - pick(firstChannels, slot);
        ${eachSlot((slot) => `bias${slot}[o] = total;`)}
      }
    }
  `;
}

const unpack = defineUpdate({
  name: 'unpackTaps',
  inputs: ['sums', 'counts'],
  integers: ['counts'],
  outputs: ['weight0', 'weight1', 'weight2', 'bias0', 'bias1', 'bias2'],
  params: {
    split: 'int',
    firstBias: 'int',
    taps: 'int',
    dimensions: 'int',
    batch: 'int',
    channels: 'int',
    filters: 'ints',
    kernelSizes: 'ints',
    firstTaps: 'ints',
    firstChannels: 'ints',
  },
  cpu({ sums, counts: [count] }, { weight0, weight1, weight2, bias0, bias1, bias2 }, params) {
    const { split, firstBias, taps, dimensions, batch, channels, filters, kernelSizes, firstTaps, firstChannels } =
      params;
    [weight0, weight1, weight2].forEach((weight, slot) => {
      for (let k = 0; k < kernelSizes[slot]; k++) {
        for (let o = 0; o < filters[slot]; o++) {
          const tap = firstTaps[slot] + k * filters[slot] + o;
          const to = (o * kernelSizes[slot] + k) * dimensions;
          addUp(
            sums,
            tap * dimensions,
            taps * dimensions,
            Math.ceil(count / split),
            weight.subarray(to, to + dimensions),
          );
        }
      }
    });
    [bias0, bias1, bias2].forEach((bias, slot) => {
      addUp(sums, firstBias + firstChannels[slot], channels, batch, bias.subarray(0, filters[slot]));
    });
  },
  functions: slotFunctions,
  // One invocation for each element of the first weight: each takes what else there is in turns.
  wgsl: /* @__PURE__ */ unpackBody(),
  simd: {
    calls({ sums, counts, ...at }, { split, firstBias, taps, dimensions, batch, channels, firstChannels, ...params }) {
      return usedSlots(params.filters).flatMap((slot) => {
        const [filters, kernelSize] = [params.filters[slot], params.kernelSizes[slot]];
        const weights = {
          partials: sums + 4 * params.firstTaps[slot] * dimensions,
          counts,
          weight: at[`weight${slot}`],
        };
        const biases = { x: sums + 4 * (firstBias + firstChannels[slot]), sums: at[`bias${slot}`] };
        const sizes = { split, taps, dimensions, filters, kernelSize };
        return [
          simdCall(unpackBranch, { ...weights, ...sizes }, filters * kernelSize, 16),
          simdCall(sumOverRows, { ...biases, rows: batch, stride: channels }, filters, 64),
        ];
      });
    },
  },
});

/** out = Σ rows of x, `count` of them, `stride` apart. */
function addUp(x: Values, first: number, stride: number, count: number, out: Values): void {
  out.fill(0);
  for (let n = 0, from = first; n < count; n++, from += stride) {
    for (let c = 0; c < out.length; c++) out[c] += x[from + c];
  }
}

/** Parts of a sum over distinct rows, `split` rows each, and behind them the sums of each text for the biases. */
export interface SumsOfTaps {
  /** [parts, taps, dimensions], of which those with rows count, then, from element `firstBias` on, [batch, channels]. */
  sums: Tensor;
  firstBias: number;
  split: number;
  /** counts[0] rows there are. */
  counts: Tensor;
}

/**
 * The way back from packed taps, and what the biases get: the parts are added up, and the sums of the texts, into one weight [filters,
 * kernelSize, dimensions] and one bias [filters] a branch.
 */
export function unpackTaps(
  { sums, firstBias, split, counts }: SumsOfTaps,
  { weights, biases }: { weights: readonly Tensor[]; biases: readonly Tensor[] },
  { taps, batch, channels, filters, kernelSizes, firstTaps, firstChannels }: TapLayout,
): void {
  const unused = () => Tensor.allocate(sums.device, [1]);
  const [weight0, weight1 = unused(), weight2 = unused()] = weights;
  const [bias0, bias1 = unused(), bias2 = unused()] = biases;
  const dimensions = weight0.shape[2];
  update(
    unpack,
    { sums, counts },
    { weight0, weight1, weight2, bias0, bias1, bias2 },
    { split, firstBias, taps, dimensions, batch, channels, filters, kernelSizes, firstTaps, firstChannels },
  );
}
