// b example, c class
import { defineKernel } from '../kernel.js';
import { record, run } from '../op.js';
import { ShapeError, show } from '../shape.js';
import type { Tensor } from '../tensor.js';
import { mean } from './mean.js';

const forward = defineKernel({
  name: 'softmaxCrossEntropy',
  inputs: ['logits', 'labels'],
  integers: ['labels'],
  params: { classes: 'int' },
  cpu({ logits, labels }, out, { classes }) {
    for (let b = 0; b < out.length; b++) {
      const row = logits.subarray(b * classes, (b + 1) * classes);
      let largest = Number.NEGATIVE_INFINITY;
      for (let c = 0; c < classes; c++) largest = Math.max(largest, row[c]);
      let total = 0;
      for (let c = 0; c < classes; c++) total += Math.exp(row[c] - largest);
      // Of a label outside the classes nothing is defined: NaN, here as on a GPU.
      out[b] = Math.log(total) + largest - (row[labels[b]] ?? Number.NaN);
    }
  },
  wgsl: /* wgsl */ `
    let first = i * classes;
    var largest = logits[first];
    for (var c = 1; c < classes; c++) { largest = max(largest, logits[first + c]); }
    var total = 0.0;
    for (var c = 0; c < classes; c++) { total += exp(logits[first + c] - largest); }
    let label = labels[i];
    out[i] = log(total) + largest - logits[first + clamp(label, 0, classes - 1)];
    if (label < 0 || label >= classes) { out[i] = nan(); }
  `,
});

const backward = defineKernel({
  name: 'softmaxCrossEntropy.backward',
  inputs: ['logits', 'labels', 'dy'],
  integers: ['labels'],
  params: { classes: 'int' },
  cpu({ logits, labels, dy }, out, { classes }) {
    for (let b = 0; b < dy.length; b++) {
      const row = logits.subarray(b * classes, (b + 1) * classes);
      let largest = Number.NEGATIVE_INFINITY;
      for (let c = 0; c < classes; c++) largest = Math.max(largest, row[c]);
      let others = 0;
      for (let c = 0; c < classes; c++) if (c !== labels[b]) others += Math.exp(row[c] - largest);
      const total = others + (row[labels[b]] === undefined ? 0 : Math.exp(row[labels[b]] - largest));
      for (let c = 0; c < classes; c++) {
        // For the label, p - 1 as minus the others' share: near certainty the difference would round to 0.
        const share = c === labels[b] ? -others : Math.exp(row[c] - largest);
        out[b * classes + c] = (share / total) * dy[b];
      }
    }
  },
  wgsl: /* wgsl */ `
    let b = i / classes;
    let first = b * classes;
    var largest = logits[first];
    for (var c = 1; c < classes; c++) { largest = max(largest, logits[first + c]); }
    let label = labels[b];
    var others = 0.0;
    for (var c = 0; c < classes; c++) {
      if (c != label) { others += exp(logits[first + c] - largest); }
    }
    var total = others;
    if (label >= 0 && label < classes) { total += exp(logits[first + label] - largest); }
    let share = select(exp(logits[i] - largest), -others, label == i - first);
    out[i] = share / total * dy[b];
  `,
});

/**
 * The mean over the batch of -log softmax(logits)[label]: logits [batch, classes], labels int32 [batch] → one number.
 *
 * A label that is no class makes the loss NaN. Throws ShapeError when the shapes do not fit.
 */
export function softmaxCrossEntropy(logits: Tensor, labels: Tensor): Tensor {
  const [batch, classes] = logits.shape;
  if (logits.shape.length !== 2 || classes === 0 || labels.shape.length !== 1 || labels.shape[0] !== batch) {
    throw new ShapeError(
      `softmaxCrossEntropy: logits ${show(logits.shape)}, labels ${show(labels.shape)}; must be [batch, classes] and [batch]`,
    );
  }
  const perExample = run(forward, { logits, labels }, [batch], { classes });
  record(perExample, [logits], (dy) => [() => run(backward, { logits, labels, dy }, logits.shape, { classes })]);
  return mean(perExample);
}
