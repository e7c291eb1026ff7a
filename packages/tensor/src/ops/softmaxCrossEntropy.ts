// b example, c class
import { defineKernel, defineUpdate } from '../kernel.js';
import { record, run, update } from '../op.js';
import { ShapeError, show } from '../shape.js';
import { Tensor } from '../tensor.js';
import { logSoftmax } from './logSoftmax.js';
import { mean } from './mean.js';
import { multiply } from './multiply.js';
import { expSum, largestOf, stableSumFunctions } from './stableSum.js';
import { subtract } from './subtract.js';

// The losses, and what they change with the logits: softmax less label. The label's own is the others' share with a minus: near certainty
// the difference of its probability and 1 would round to 0.
const forward = defineUpdate({
  name: 'softmaxCrossEntropy',
  inputs: ['x', 'labels'],
  outputs: ['losses', 'slopes'],
  integers: ['labels'],
  params: { classes: 'int' },
  cpu({ x, labels }, { losses, slopes }, { classes }) {
    for (let b = 0; b < losses.length; b++) {
      const first = b * classes;
      const label = labels[b];
      const known = label >= 0 && label < classes;
      const largest = largestOf(x, first, classes, 1);
      const others = expSum(x, first, classes, 1, largest, label);
      const total = others + (known ? Math.exp(x[first + label] - largest) : 0);
      // Of a label outside the classes nothing is defined: NaN, here as on a GPU.
      losses[b] = known ? Math.log(total) + largest - x[first + label] : Number.NaN;
      for (let c = 0; c < classes; c++) {
        slopes[first + c] = (c === label ? -others : Math.exp(x[first + c] - largest)) / total;
      }
    }
  },
  functions: stableSumFunctions,
  wgsl: /* wgsl */ `
    let first = i * classes;
    let label = labels[i];
    let largest = largestOf(first, classes, 1);
    let others = expSum(first, classes, 1, largest, label);
    var total = others;
    var loss = nan();
    if (label >= 0 && label < classes) {
      total += exponential(x[first + label] - largest);
      loss = logarithm(total) + largest - x[first + label];
    }
    losses[i] = loss;
    for (var c = 0; c < classes; c++) {
      slopes[first + c] = select(exponential(x[first + c] - largest), -others, c == label) / total;
    }
  `,
});

const backward = defineKernel({
  name: 'softmaxCrossEntropy.backward',
  inputs: ['slopes', 'dy'],
  params: { batch: 'int' },
  cpu({ slopes, dy }, out, { batch }) {
    for (let i = 0; i < out.length; i++) out[i] = slopes[i] * (dy[0] / batch);
  },
  wgsl: /* wgsl */ `out[i] = slopes[i] * (dy[0] / f32(batch));`,
});

/**
 * The mean over the batch of -log softmax(logits)[label]: logits [batch, classes], labels int32 [batch] → one number.
 *
 * With `smoothing` s the label counts 1 - s of that, and the mean over all classes s. A label that is no class makes the loss NaN. Throws
 * ShapeError when the shapes do not fit or the smoothing is not in [0, 1).
 *
 * @see Szegedy et al. 2016, section 7, https://arxiv.org/abs/1512.00567, for label smoothing
 */
export function softmaxCrossEntropy(logits: Tensor, labels: Tensor, { smoothing = 0 } = {}): Tensor {
  const [batch, classes] = logits.shape;
  if (logits.shape.length !== 2 || classes === 0 || labels.shape.length !== 1 || labels.shape[0] !== batch) {
    throw new ShapeError(
      `softmaxCrossEntropy: logits ${show(logits.shape)}, labels ${show(labels.shape)}; must be [batch, classes] and [batch]`,
    );
  }
  if (!(smoothing >= 0 && smoothing < 1)) {
    throw new ShapeError(`softmaxCrossEntropy: smoothing ${smoothing}; must be at least 0 and below 1`);
  }
  const losses = Tensor.allocate(logits.device, [batch]);
  const slopes = Tensor.allocate(logits.device, logits.shape);
  update(forward, { x: logits, labels }, { losses, slopes }, { classes });
  const ofLabels = record(mean(losses), [logits], (dy) => [
    (into) => run(backward, { slopes, dy }, logits.shape, { batch }, into),
  ]);
  if (smoothing === 0) return ofLabels;
  return subtract(multiply(ofLabels, 1 - smoothing), multiply(mean(logSoftmax(logits)), smoothing));
}
