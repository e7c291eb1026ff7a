import type { LossOfShape, RecordedLoss, TextCnn } from '@textcam/nn';
import { type Device, Indices, softmaxCrossEntropy, Tensor } from '@textcam/tensor';
import { type Batch, bucketOf } from './batches.js';

/** A loss on batches, for which their shape is enough to make room for them. */
export interface BatchLoss extends RecordedLoss<Batch> {
  open(batch: Pick<Batch, 'shape'>): LossOfShape<Batch>;
}

/**
 * The loss of a network with so many rows on batches padded with entry 0, recorded once for each number of texts and bucket. The mean goes over the
 * batch's own padded length, which is data: what fills the bucket after it changes no bit.
 */
export function recordedLoss(device: Device, network: TextCnn, rows: number): BatchLoss {
  return {
    shapeOf: ({ shape: [texts, time] }) => `${texts} ${bucketOf(time)}`,
    open({ shape: [texts, time] }) {
      const bucket = bucketOf(time);
      const ids = new Int32Array(texts * bucket).fill(-1);
      const indices = new Indices(device, ids, [texts, bucket], rows);
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
