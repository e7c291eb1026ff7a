// b text, t time, k set of weights, c channel
import { defineKernel } from '../kernel.js';
import { record, run } from '../op.js';
import { ShapeError, show } from '../shape.js';
import { simdCall } from '../simd/simdCall.js';
import { weightedChannels as weightTexts } from '../simd/weightedChannels.js';
import type { Tensor } from '../tensor.js';
import { matmul } from './matmul.js';
import { transpose } from './transpose.js';

const kernel = defineKernel({
  name: 'weightedChannels',
  inputs: ['x', 'weights'],
  params: { batch: 'int', time: 'int', channels: 'int', sets: 'int' },
  cpu({ x, weights }, out, { batch, time, channels, sets }) {
    for (let b = 0, to = 0; b < batch; b++) {
      for (let t = 0; t < time; t++) {
        const row = (b * time + t) * channels;
        for (let k = 0; k < sets; k++, to++) {
          const from = (b * sets + k) * channels;
          let total = 0;
          for (let c = 0; c < channels; c++) total += x[row + c] * weights[from + c];
          out[to] = total;
        }
      }
    }
  },
  wgsl: /* wgsl */ `
    let row = i / sets * channels;
    let first = (i / (time * sets) * sets + i % sets) * channels;
    var total = 0.0;
    for (var c = 0; c < channels; c++) { total += x[row + c] * weights[first + c]; }
    out[i] = total;
  `,
  simd: {
    calls: (at, { batch, ...sizes }) => [simdCall(weightTexts, { ...at, ...sizes }, batch, 4)],
  },
});

/**
 * Each position's channels summed with weights of its text's own: x [batch, time, channels], weights [batch, sets, channels] →
 * [batch, time, sets], a sum for each set. What `matmul(x, transpose(weights, [0, 2, 1]))` gives, made for few sets. Throws ShapeError when the
 * two do not fit.
 */
export function weightedChannels(x: Tensor, weights: Tensor): Tensor {
  const [batch, time, channels] = x.shape;
  const [texts, sets, width] = weights.shape;
  if (x.shape.length !== 3 || weights.shape.length !== 3 || texts !== batch || width !== channels) {
    throw new ShapeError(
      `weightedChannels: x ${show(x.shape)}, weights ${show(weights.shape)}; must be [batch, time, channels] and [batch, sets, channels]`,
    );
  }
  const y = run(kernel, { x, weights }, [batch, time, sets], { batch, time, channels, sets });
  return record(y, [x, weights], (dy) => [() => matmul(dy, weights), () => matmul(transpose(dy, [0, 2, 1]), x)]);
}
