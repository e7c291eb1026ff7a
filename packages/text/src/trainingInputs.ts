import type { RecordedLoss } from '@textcam/nn';
import { Indices, sizeClass, softmaxCrossEntropy, Tensor } from '@textcam/tensor';
import type { Batch } from './batches.js';
import type { Classifier } from './classifier.js';

/**
 * The length that batches of `time` positions are filled up to with positions that hold no word: the next of 1, 1.25, 1.5 or 1.75 times a
 * power of two, at least 16. Few lengths occur then, and each needs a recording of its own.
 */
export function bucketOf(time: number): number {
  return sizeClass(time, 16);
}

/**
 * The loss of a classifier on batches padded with entry 0, recorded once for each number of texts and bucket. The mean goes over the
 * batch's own padded length, which is data: what fills the bucket after it changes no bit.
 */
export function recordedLoss({ device, network, vocabulary }: Classifier): RecordedLoss<Batch> {
  return {
    shapeOf: ({ shape: [texts, time] }) => `${texts} ${bucketOf(time)}`,
    open({ shape: [texts, time] }) {
      const bucket = bucketOf(time);
      const ids = new Int32Array(texts * bucket).fill(-1);
      const indices = new Indices(device, ids, [texts, bucket], vocabulary.size);
      const lengths = Tensor.allocate(device, [texts], 'int32');
      const labels = Tensor.allocate(device, [texts], 'int32');
      return {
        write(batch) {
          const length = batch.shape[1];
          ids.fill(-1);
          for (let n = 0; n < texts; n++) ids.set(batch.ids.subarray(n * length, (n + 1) * length), n * bucket);
          indices.write(ids);
          lengths.write(new Int32Array(texts).fill(length));
          labels.write(batch.labels);
        },
        loss: () => softmaxCrossEntropy(network.forward({ indices, lengths }).logits, labels),
        dispose() {
          for (const made of [indices, lengths, labels]) made.dispose();
        },
      };
    },
  };
}
