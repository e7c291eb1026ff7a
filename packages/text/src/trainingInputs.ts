import type { LossOfShape, RecordedLoss, TextCnn } from '@textcam/nn';
import { type Device, Indices, softmaxCrossEntropy, Tensor } from '@textcam/tensor';
import { type Batch, bucketOf } from './batches.js';
import type { Preset } from './presets.js';

/** A loss on batches, for which their shape is enough to make room for them. */
export interface BatchLoss extends RecordedLoss<Batch> {
  open(batch: Pick<Batch, 'shape'>): LossOfShape<Batch>;
}

/** What a preset says of the loss. */
export type LossSettings = Pick<Preset, 'padding' | 'labelSmoothing'>;

/** What stands after a text's end in batches: the vocabulary's entry for padding, or nothing. */
export function paddingIdOf({ padding }: Pick<Preset, 'padding'>): 0 | -1 {
  return padding === 'masked' ? -1 : 0;
}

/**
 * The loss of a network with so many rows in training, recorded once for each number of texts and bucket. With padding that is seen, the mean
 * goes over the batch's own padded length, masked over each text's own; that is data: what fills the bucket after it changes no bit.
 */
export function recordedLoss(
  device: Device,
  network: TextCnn,
  rows: number,
  { padding, labelSmoothing }: LossSettings = { padding: 'seen', labelSmoothing: 0 },
): BatchLoss {
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
          lengths.write(padding === 'masked' ? batch.lengths : new Int32Array(texts).fill(length));
          labels.write(batch.labels);
        },
        loss() {
          const { logits } = network.forward({ indices, lengths }, { training: true });
          return softmaxCrossEntropy(logits, labels, { smoothing: labelSmoothing });
        },
        dispose() {
          for (const made of [indices, lengths, labels]) made.dispose();
        },
      };
    },
  };
}
