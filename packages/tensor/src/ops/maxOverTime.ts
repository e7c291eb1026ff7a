// b batch, t time, c channel
import { defineKernel } from '../kernel.js';
import { record, run } from '../op.js';
import type { Tensor } from '../tensor.js';
import { lengthsOf } from './overTime.js';

// The time step at which each channel is largest, the first of equals (and the first NaN, if any); -1 where no position counts.
const winner = defineKernel({
  name: 'maxOverTime.winner',
  inputs: ['x', 'lengths'],
  integers: ['lengths', 'out'],
  params: { time: 'int', channels: 'int' },
  cpu({ x, lengths }, out, { time, channels }) {
    for (let i = 0; i < out.length; i++) {
      const b = Math.floor(i / channels);
      const at = (t: number) => x[(b * time + t) * channels + (i % channels)];
      let best = -1;
      for (let t = 0; t < Math.min(lengths[b], time); t++) {
        const better = best < 0 || at(t) > at(best) || (Number.isNaN(at(t)) && !Number.isNaN(at(best)));
        if (better) best = t;
      }
      out[i] = best;
    }
  },
  wgsl: /* wgsl */ `
    let b = i / channels;
    let first = b * time * channels + i % channels;
    var best = -1;
    for (var t = 0; t < min(lengths[b], time); t++) {
      let value = x[first + t * channels];
      let record_ = x[first + max(best, 0) * channels];
      if (best < 0 || value > record_ || (isNan(value) && !isNan(record_))) { best = t; }
    }
    out[i] = best;
  `,
});

const forward = defineKernel({
  name: 'maxOverTime',
  inputs: ['x', 'winners'],
  integers: ['winners'],
  params: { time: 'int', channels: 'int' },
  cpu({ x, winners }, out, { time, channels }) {
    for (let i = 0; i < out.length; i++) {
      const b = Math.floor(i / channels);
      out[i] = winners[i] < 0 ? 0 : x[(b * time + winners[i]) * channels + (i % channels)];
    }
  },
  wgsl: /* wgsl */ `
    let t = winners[i];
    let value = x[(i / channels * time + max(t, 0)) * channels + i % channels];
    out[i] = select(value, 0.0, t < 0);
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
  const winners = run(winner, { x, lengths: counted }, [batch, channels], params);
  const y = run(forward, { x, winners }, [batch, channels], params);
  return record(y, [x], (dy) => [() => run(backward, { winners, dy }, x.shape, params)]);
}
