import { Adam, loadParameters, TextCnn } from '@textcam/nn';
import {
  capture,
  createRandom,
  type Device,
  gradients,
  Indices,
  sizeClass,
  softmaxCrossEntropy,
  Tensor,
} from '@textcam/tensor';
import { openDevice } from '@textcam/tensor/node';
import type { Batch } from '@textcam/text';
import { network } from '../network.js';
import type { System, Training, Weights } from '../system.js';

/** Ours, through the public API, as `textcam train` does a step: recorded once, replayed with each batch. */
export const textcam: System = {
  name: 'textcam',
  async start(weights, shape) {
    return train(await openDevice('webgpu'), weights, shape);
  },
};

function train(device: Device, weights: Weights, shape: Batch['shape']): Training {
  const model = new TextCnn(network, device, createRandom(0));
  const parameters = model.parameters();
  loadParameters({ tensors: weights, metadata: {} }, parameters);
  const optimizer = new Adam(parameters);
  const { indices, lengths, labels, write } = inputsFor(device, shape);

  const recorded = capture(device, () => {
    const loss = softmaxCrossEntropy(model.forward({ indices, lengths }).logits, labels);
    gradients(loss, Object.values(parameters), Object.values(optimizer.gradients));
    optimizer.apply(optimizer.gradients);
    return loss;
  });

  return {
    async step(batch) {
      write(batch);
      optimizer.advance();
      recorded.replay();
      const [loss] = await recorded.result.read();
      return loss;
    },
    stop: () => device.close(),
  };
}

/** Room on the device for batches of a shape, filled up to a bucket as in training: what fills it up holds no word and counts nowhere. */
function inputsFor(device: Device, [texts, time]: Batch['shape']) {
  const bucket = sizeClass(time, 16);
  const ids = new Int32Array(texts * bucket).fill(-1);
  const indices = new Indices(device, ids, [texts, bucket], network.rows);
  const lengths = Tensor.allocate(device, [texts], 'int32');
  const labels = Tensor.allocate(device, [texts], 'int32');
  const write = (batch: Batch) => {
    for (let n = 0; n < texts; n++) ids.set(batch.ids.subarray(n * time, (n + 1) * time), n * bucket);
    indices.write(ids);
    lengths.write(new Int32Array(texts).fill(time));
    labels.write(batch.labels);
  };
  return { indices, lengths, labels, write };
}
