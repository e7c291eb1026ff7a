// b batch, t time, c channel
import { defineKernel, defineUpdate } from '../kernel.js';
import { record, run, update } from '../op.js';
import { Tensor } from '../tensor.js';
import { lengthsOf } from './overTime.js';

// The largest value of each channel, and when: the first of equals, and the first NaN if there is one; 0 and -1 where no position counts.
const forward = defineUpdate({
  name: 'maxOverTime',
  inputs: ['x', 'lengths'],
  outputs: ['out', 'winners'],
  integers: ['lengths', 'winners'],
  params: { time: 'int', channels: 'int' },
  cpu({ x, lengths }, { out, winners }, { time, channels }) {
    for (let i = 0; i < out.length; i++) {
      const b = Math.floor(i / channels);
      const first = b * time * channels + (i % channels);
      const length = Math.min(lengths[b], time);
      let best = length > 0 ? x[first] : 0;
      let winner = length > 0 ? 0 : -1;
      for (let t = 1; t < length; t++) {
        const value = x[first + t * channels];
        if (!(value > best || (Number.isNaN(value) && !Number.isNaN(best)))) continue;
        best = value;
        winner = t;
      }
      out[i] = best;
      winners[i] = winner;
    }
  },
  wgsl: /* wgsl */ `
    let b = i / channels;
    let first = b * time * channels + i % channels;
    let length = min(lengths[b], time);
    var best = 0.0;
    var winner = -1;
    if (length > 0) {
      best = x[first];
      winner = 0;
    }
    for (var t = 1; t < length; t++) {
      let value = x[first + t * channels];
      if (value > best || (isNan(value) && !isNan(best))) {
        best = value;
        winner = t;
      }
    }
    out[i] = best;
    winners[i] = winner;
  `,
});

const backward = defineKernel({
  name: 'maxOverTime.backward',
  inputs: ['winners', 'dy'],
  integers: ['winners'],
  params: { time: 'int', channels: 'int' },
  cpu({ winners, dy }, out, { time, channels }) {
    out.fill(0);
    for (let i = 0; i < dy.length; i++) {
      const b = Math.floor(i / channels);
      if (winners[i] >= 0) out[(b * time + winners[i]) * channels + (i % channels)] = dy[i];
    }
  },
  wgsl: /* wgsl */ `
    let pooled = i / (channels * time) * channels + i % channels;
    out[i] = select(0.0, dy[pooled], winners[pooled] == i / channels % time);
  `,
});

/**
 * The largest value of each channel over time: [batch, time, channels] → [batch, channels].
 *
 * With `lengths`, int32 [batch], only the first lengths[b] positions of text b count; over nothing it is 0, with no gradient. Of equal values
 * the first takes the gradient; a NaN wins. Throws ShapeError when the shapes do not fit.
 */
export function maxOverTime(x: Tensor, lengths?: Tensor): Tensor {
  const counted = lengthsOf('maxOverTime', x, lengths);
  const [batch, time, channels] = x.shape;
  const params = { time, channels };
  const y = Tensor.allocate(x.device, [batch, channels]);
  const winners = Tensor.allocate(x.device, [batch, channels], 'int32');
  update(forward, { x, lengths: counted }, { out: y, winners }, params);
  return record(y, [x], (dy) => [(into) => run(backward, { winners, dy }, x.shape, params, into)]);
}
