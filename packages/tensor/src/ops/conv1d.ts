// b batch, t output time, o filter, k position in the filter, c input channel
import { defineKernel, type Params, type Values } from '../kernel.js';
import { record, run } from '../op.js';
import { ShapeError, show } from '../shape.js';
import type { Tensor } from '../tensor.js';
import { checkWindows } from './overTime.js';

const sizes = {
  batch: 'int',
  inTime: 'int',
  outTime: 'int',
  inChannels: 'int',
  outChannels: 'int',
  kernelSize: 'int',
  padding: 'int',
} as const;

// With channels last, the window of a filter is one contiguous run of x and of weight; at the ends it is cut to what lies in x.
const forward = defineKernel({
  name: 'conv1d',
  inputs: ['x', 'weight'],
  params: sizes,
  cpu({ x, weight }, out, { batch, inTime, outTime, inChannels, outChannels, kernelSize, padding }) {
    const window = kernelSize * inChannels;
    for (let b = 0; b < batch; b++) {
      for (let t = 0; t < outTime; t++) {
        const first = Math.max(0, padding - t);
        const last = Math.min(kernelSize, inTime + padding - t);
        const from = (b * inTime + t + first - padding) * inChannels;
        const length = (last - first) * inChannels;
        const to = (b * outTime + t) * outChannels;
        for (let o = 0; o < outChannels; o++) {
          const filter = o * window + first * inChannels;
          let even = 0;
          let odd = 0;
          let c = 0;
          for (; c + 1 < length; c += 2) {
            even += x[from + c] * weight[filter + c];
            odd += x[from + c + 1] * weight[filter + c + 1];
          }
          if (c < length) even += x[from + c] * weight[filter + c];
          out[to + o] = even + odd;
        }
      }
    }
  },
  wgsl: /* wgsl */ `
    let o = i % outChannels;
    let t = i / outChannels % outTime;
    let b = i / (outChannels * outTime);
    let first = max(0, padding - t);
    let last = min(kernelSize, inTime + padding - t);
    var total = 0.0;
    for (var k = first; k < last; k++) {
      for (var c = 0; c < inChannels; c++) {
        total += x[(b * inTime + t + k - padding) * inChannels + c] * weight[(o * kernelSize + k) * inChannels + c];
      }
    }
    out[i] = total;
  `,
});

/** Calls `give` for each filter on each window: its gradient, where window and filter start in x and weight, and their common length. */
function shareWindows(
  dy: Values,
  { batch, inTime, outTime, inChannels, outChannels, kernelSize, padding }: Params<typeof sizes>,
  give: (share: number, window: number, filter: number, length: number) => void,
): void {
  for (let b = 0; b < batch; b++) {
    for (let t = 0; t < outTime; t++) {
      const first = Math.max(0, padding - t);
      const last = Math.min(kernelSize, inTime + padding - t);
      const window = (b * inTime + t + first - padding) * inChannels;
      for (let o = 0; o < outChannels; o++) {
        const filter = (o * kernelSize + first) * inChannels;
        give(dy[(b * outTime + t) * outChannels + o], window, filter, (last - first) * inChannels);
      }
    }
  }
}

function addScaled(out: Values, to: number, x: Values, from: number, scale: number, length: number): void {
  for (let c = 0; c < length; c++) out[to + c] += scale * x[from + c];
}

const backwardX = defineKernel({
  name: 'conv1d.backward.x',
  inputs: ['dy', 'weight'],
  params: sizes,
  cpu({ dy, weight }, out, params) {
    out.fill(0);
    shareWindows(dy, params, (share, window, filter, length) => addScaled(out, window, weight, filter, share, length));
  },
  wgsl: /* wgsl */ `
    let c = i % inChannels;
    let t = i / inChannels % inTime;
    let b = i / (inChannels * inTime);
    var total = 0.0;
    for (var k = 0; k < kernelSize; k++) {
      let from_ = t - k + padding;
      if (from_ < 0 || from_ >= outTime) { continue; }
      for (var o = 0; o < outChannels; o++) {
        total += dy[(b * outTime + from_) * outChannels + o] * weight[(o * kernelSize + k) * inChannels + c];
      }
    }
    out[i] = total;
  `,
});

const backwardWeight = defineKernel({
  name: 'conv1d.backward.weight',
  inputs: ['x', 'dy'],
  params: sizes,
  cpu({ x, dy }, out, params) {
    out.fill(0);
    shareWindows(dy, params, (share, window, filter, length) => addScaled(out, filter, x, window, share, length));
  },
  wgsl: /* wgsl */ `
    let c = i % inChannels;
    let k = i / inChannels % kernelSize;
    let o = i / (inChannels * kernelSize);
    var total = 0.0;
    for (var b = 0; b < batch; b++) {
      let first = max(0, padding - k);
      let last = min(outTime, inTime + padding - k);
      for (var t = first; t < last; t++) {
        total += dy[(b * outTime + t) * outChannels + o] * x[(b * inTime + t + k - padding) * inChannels + c];
      }
    }
    out[i] = total;
  `,
});

/**
 * Filters slid along time, one step at a time (a cross-correlation: no filter is flipped):
 * x [batch, time, inChannels], weight [outChannels, kernelSize, inChannels] → [batch, time + 2 · padding - kernelSize + 1, outChannels].
 *
 * Padding is zeros on both ends. There is no bias: add one. Throws ShapeError when the shapes do not fit or no position is left.
 */
export function conv1d(x: Tensor, weight: Tensor, { padding = 0 }: { padding?: number } = {}): Tensor {
  const [batch, inTime, inChannels] = x.shape;
  const [outChannels, kernelSize, weightChannels] = weight.shape;
  const outTime = inTime + 2 * padding - kernelSize + 1;
  if (x.shape.length !== 3 || weight.shape.length !== 3 || inChannels !== weightChannels || !(kernelSize > 0)) {
    throw new ShapeError(
      `conv1d: x ${show(x.shape)}, weight ${show(weight.shape)}; must be [batch, time, inChannels] and [outChannels, kernelSize, inChannels]`,
    );
  }
  checkWindows(`conv1d: x ${show(x.shape)}`, inTime, kernelSize, padding);
  const params = { batch, inTime, outTime, inChannels, outChannels, kernelSize, padding };
  const y = run(forward, { x, weight }, [batch, outTime, outChannels], params);
  return record(y, [x, weight], (dy) => [
    (into) => run(backwardX, { dy, weight }, x.shape, params, into),
    (into) => run(backwardWeight, { x, dy }, weight.shape, params, into),
  ]);
}
