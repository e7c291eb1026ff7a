// b batch, t time, c channel
import { defineKernel } from '../kernel.js';
import { record, run } from '../op.js';
import type { Tensor } from '../tensor.js';
import { lengthsOf } from './overTime.js';

const forward = defineKernel({
  name: 'meanOverTime',
  inputs: ['x', 'lengths'],
  integers: ['lengths'],
  params: { time: 'int', channels: 'int' },
  cpu({ x, lengths }, out, { time, channels }) {
    out.fill(0);
    for (let b = 0; b < lengths.length; b++) {
      const to = b * channels;
      const length = Math.min(lengths[b], time);
      for (let t = 0; t < length; t++) {
        const from = (b * time + t) * channels;
        for (let c = 0; c < channels; c++) out[to + c] += x[from + c];
      }
      if (length > 0) for (let c = 0; c < channels; c++) out[to + c] /= lengths[b];
    }
  },
  wgsl: /* wgsl */ `
    let b = i / channels;
    let length = min(lengths[b], time);
    var total = 0.0;
    for (var t = 0; t < length; t++) { total += x[(b * time + t) * channels + i % channels]; }
    out[i] = select(0.0, total / f32(lengths[b]), length > 0);
  `,
});

const backward = defineKernel({
  name: 'meanOverTime.backward',
  inputs: ['dy', 'lengths'],
  integers: ['lengths'],
  params: { time: 'int', channels: 'int' },
  cpu({ dy, lengths }, out, { time, channels }) {
    out.fill(0);
    for (let b = 0; b < lengths.length; b++) {
      const length = Math.min(lengths[b], time);
      for (let t = 0; t < length; t++) {
        const to = (b * time + t) * channels;
        for (let c = 0; c < channels; c++) out[to + c] = dy[b * channels + c] / lengths[b];
      }
    }
  },
  wgsl: /* wgsl */ `
    let b = i / (channels * time);
    let t = i / channels % time;
    out[i] = 0.0;
    if (t < lengths[b]) { out[i] = dy[b * channels + i % channels] / f32(lengths[b]); }
  `,
});

/**
 * The mean of each channel over time: [batch, time, channels] → [batch, channels].
 *
 * With `lengths`, int32 [batch], only the first lengths[b] positions of text b count, and the sum is divided by that length, also where it
 * is more than the positions there are. The mean over nothing is 0. Throws ShapeError when the shapes do not fit.
 */
export function meanOverTime(x: Tensor, lengths?: Tensor): Tensor {
  const counted = lengthsOf('meanOverTime', x, lengths);
  const [batch, time, channels] = x.shape;
  const y = run(forward, { x, lengths: counted }, [batch, channels], { time, channels });
  return record(y, [x], (dy) => [() => run(backward, { dy, lengths: counted }, x.shape, { time, channels })]);
}
