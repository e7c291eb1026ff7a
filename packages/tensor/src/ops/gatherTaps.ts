// b text, s input position, t output position, k position in the filter, o filter
import type { Indices } from '../indices.js';
import { defineKernel } from '../kernel.js';
import { record, run } from '../op.js';
import { ShapeError, show } from '../shape.js';
import type { Tensor } from '../tensor.js';

const sizes = {
  batch: 'int',
  inTime: 'int',
  outTime: 'int',
  filters: 'int',
  kernelSize: 'int',
  padding: 'int',
  taps: 'int',
  firstTap: 'int',
} as const;

const forward = defineKernel({
  name: 'gatherTaps',
  inputs: ['projected', 'bias', 'places'],
  integers: ['places'],
  params: sizes,
  cpu({ projected, bias, places }, out, { batch, inTime, outTime, filters, kernelSize, padding, taps, firstTap }) {
    for (let i = 0; i < out.length; i += filters) out.set(bias, i);
    for (let b = 0; b < batch; b++) {
      for (let k = 0; k < kernelSize; k++) {
        const first = Math.max(0, padding - k);
        const last = Math.min(outTime, inTime + padding - k);
        for (let t = first; t < last; t++) {
          const place = places[b * inTime + t + k - padding];
          if (place < 0) continue;
          const from = place * taps + firstTap + k * filters;
          const to = (b * outTime + t) * filters;
          for (let o = 0; o < filters; o++) out[to + o] += projected[from + o];
        }
      }
    }
  },
  wgsl: /* wgsl */ `
    let o = i % filters;
    let t = i / filters % outTime;
    let b = i / (filters * outTime);
    var total = bias[o];
    for (var k = max(0, padding - t); k < min(kernelSize, inTime + padding - t); k++) {
      let place = places[b * inTime + t + k - padding];
      if (place >= 0) { total += projected[place * taps + firstTap + k * filters + o]; }
    }
    out[i] = total;
  `,
});

// Every distinct row sums over its own positions, in order: no two sums meet. Taps of other branches get 0.
const backward = defineKernel({
  name: 'gatherTaps.backward',
  inputs: ['dy', 'counts', 'rowChunks', 'chunkStarts', 'order'],
  integers: ['counts', 'rowChunks', 'chunkStarts', 'order'],
  params: sizes,
  cpu({ dy, counts, rowChunks, chunkStarts, order }, out, { inTime, outTime, filters, kernelSize, padding, taps, firstTap }) {
    out.fill(0);
    for (let r = 0; r < counts[0]; r++) {
      for (let n = chunkStarts[rowChunks[r]]; n < chunkStarts[rowChunks[r + 1]]; n++) {
        const b = Math.floor(order[n] / inTime);
        const s = order[n] - b * inTime;
        for (let k = 0; k < kernelSize; k++) {
          const t = s - k + padding;
          if (t < 0 || t >= outTime) continue;
          const from = (b * outTime + t) * filters;
          const to = r * taps + firstTap + k * filters;
          for (let o = 0; o < filters; o++) out[to + o] += dy[from + o];
        }
      }
    }
  },
  wgsl: /* wgsl */ `
    let tap = i % taps - firstTap;
    out[i] = 0.0;
    if (i / taps < counts[0] && tap >= 0 && tap < kernelSize * filters) {
      let k = tap / filters;
      let o = tap % filters;
      var total = 0.0;
      for (var n = chunkStarts[rowChunks[i / taps]]; n < chunkStarts[rowChunks[i / taps + 1]]; n++) {
        let t = order[n] % inTime - k + padding;
        if (t >= 0 && t < outTime) { total += dy[(order[n] / inTime * outTime + t) * filters + o]; }
      }
      out[i] = total;
    }
  `,
});

const backwardBias = defineKernel({
  name: 'gatherTaps.backward.bias',
  inputs: ['dy'],
  params: { filters: 'int', positions: 'int' },
  cpu({ dy }, out, { filters, positions }) {
    out.fill(0);
    for (let n = 0; n < positions; n++) for (let o = 0; o < filters; o++) out[o] += dy[n * filters + o];
  },
  wgsl: /* wgsl */ `
    var total = 0.0;
    for (var n = 0; n < positions; n++) { total += dy[n * filters + i]; }
    out[i] = total;
  `,
});

/** Which of the projected taps belong to a branch, and how its filters lie over the text. */
export interface Branch {
  filters: number;
  kernelSize: number;
  padding: number;
  /** Column of `projected` where this branch starts: its taps lie there as [kernelSize, filters]. */
  firstTap: number;
}

/**
 * The features of one branch, gathered and added up from projected rows: projected [distinct rows, taps], bias [filters], indices
 * [batch, time] → [batch, time + 2 · padding - kernelSize + 1, filters].
 *
 * Throws ShapeError when the shapes do not fit or no position is left.
 */
export function gatherTaps(projected: Tensor, bias: Tensor, indices: Indices, branch: Branch): Tensor {
  const [batch, inTime] = indices.shape;
  const { filters, kernelSize, padding, firstTap } = branch;
  const outTime = inTime + 2 * padding - kernelSize + 1;
  const [rows, taps] = projected.shape;
  if (
    indices.shape.length !== 2 ||
    rows !== indices.capacity ||
    firstTap + kernelSize * filters > taps ||
    bias.size !== filters ||
    !(outTime >= 1)
  ) {
    throw new ShapeError(
      `gatherTaps: projected ${show(projected.shape)}, bias ${show(bias.shape)}, indices ${show(indices.shape)} of ${indices.capacity} distinct rows, ` +
        `${filters} filters of ${kernelSize} with padding ${padding} from tap ${firstTap}; must be [distinct rows, taps] and ` +
        '[batch, time], with time plus padding on both ends at least the filter; pad the batch longer',
    );
  }
  const params = { batch, inTime, outTime, filters, kernelSize, padding, taps, firstTap };
  const { places, counts, rowChunks, chunkStarts, order } = indices;
  const y = run(forward, { projected, bias, places }, [batch, outTime, filters], params);
  return record(y, [projected, bias], (dy) => [
    () => run(backward, { dy, counts, rowChunks, chunkStarts, order }, projected.shape, params),
    () => run(backwardBias, { dy }, bias.shape, { filters, positions: batch * outTime }),
  ]);
}
