// n example, c feature, o output
import { defineKernel, defineUpdate } from '../kernel.js';
import { recordAll, run, update } from '../op.js';
import { ShapeError, show } from '../shape.js';
import { Tensor } from '../tensor.js';

const sizes = { batch: 'int', features: 'int', outputs: 'int' } as const;

const forward = defineKernel({
  name: 'linear',
  inputs: ['x', 'weight', 'bias'],
  params: sizes,
  cpu({ x, weight, bias }, out, { batch, features, outputs }) {
    for (let n = 0; n < batch; n++) {
      for (let o = 0; o < outputs; o++) {
        let total = 0;
        for (let c = 0; c < features; c++) total += x[n * features + c] * weight[o * features + c];
        out[n * outputs + o] = total + bias[o];
      }
    }
  },
  wgsl: /* wgsl */ `
    let n = i / outputs;
    let o = i % outputs;
    var total = 0.0;
    for (var c = 0; c < features; c++) { total += x[n * features + c] * weight[o * features + c]; }
    out[i] = total + bias[o];
  `,
});

const backwardX = defineKernel({
  name: 'linear.backward.x',
  inputs: ['dy', 'weight'],
  params: sizes,
  cpu({ dy, weight }, out, { batch, features, outputs }) {
    out.fill(0);
    for (let n = 0; n < batch; n++) {
      for (let o = 0; o < outputs; o++) {
        const share = dy[n * outputs + o];
        for (let c = 0; c < features; c++) out[n * features + c] += share * weight[o * features + c];
      }
    }
  },
  wgsl: /* wgsl */ `
    let n = i / features;
    let c = i % features;
    var total = 0.0;
    for (var o = 0; o < outputs; o++) { total += dy[n * outputs + o] * weight[o * features + c]; }
    out[i] = total;
  `,
});

const backwardParameters = defineUpdate({
  name: 'linear.backward.parameters',
  inputs: ['x', 'dy'],
  outputs: ['weight', 'bias'],
  params: sizes,
  cpu({ x, dy }, { weight, bias }, { batch, features, outputs }) {
    weight.fill(0);
    bias.fill(0);
    for (let n = 0; n < batch; n++) {
      for (let o = 0; o < outputs; o++) {
        const share = dy[n * outputs + o];
        bias[o] += share;
        for (let c = 0; c < features; c++) weight[o * features + c] += share * x[n * features + c];
      }
    }
  },
  wgsl: /* wgsl */ `
    let o = i / features;
    let c = i % features;
    var total = 0.0;
    for (var n = 0; n < batch; n++) { total += dy[n * outputs + o] * x[n * features + c]; }
    weight[i] = total;
    if (c == 0) {
      total = 0.0;
      for (var n = 0; n < batch; n++) { total += dy[n * outputs + o]; }
      bias[o] = total;
    }
  `,
});

/**
 * A weighted sum of the features for each output, plus a bias: x [batch, features], weight [outputs, features], bias [outputs] →
 * [batch, outputs].
 *
 * Throws ShapeError when the shapes do not fit, or there is no feature.
 */
export function linear(x: Tensor, weight: Tensor, bias: Tensor): Tensor {
  const [batch, features] = x.shape;
  const [outputs, width] = weight.shape;
  const ranks = [x, weight, bias].map(({ shape }) => shape.length).join();
  if (ranks !== '2,2,1' || width !== features || bias.size !== outputs || features === 0) {
    throw new ShapeError(
      `linear: x ${show(x.shape)}, weight ${show(weight.shape)}, bias ${show(bias.shape)}; ` +
        'must be [batch, features], [outputs, features] and [outputs], with at least one feature',
    );
  }
  const params = { batch, features, outputs };
  const y = run(forward, { x, weight, bias }, [batch, outputs], params);
  recordAll([y], [x, weight, bias], ([found], [wantedX, wantedWeight, wantedBias]) => {
    const dy = found as Tensor;
    const dx = wantedX && run(backwardX, { dy, weight }, x.shape, params, wantedX.into);
    if (!wantedWeight && !wantedBias) return [dx];
    const dWeight = wantedWeight?.into ?? Tensor.allocate(x.device, weight.shape);
    const dBias = wantedBias?.into ?? Tensor.allocate(x.device, bias.shape);
    update(backwardParameters, { x, dy }, { weight: dWeight, bias: dBias }, params);
    return [dx, dWeight, dBias];
  });
  return y;
}
