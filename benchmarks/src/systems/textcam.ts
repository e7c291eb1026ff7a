import { Adam, fit, loadParameters, type RecordedLoss, TextCnn } from '@textcam/nn';
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
import type { Batch } from '@textcam/text';
import { network } from '../network.js';
import type { System, Training, Weights } from '../system.js';

/** Ours on a device, through the public API, as `textcam train` does a step: recorded once, replayed with each batch. */
export function textcam(name: string, open: () => Promise<Device>): System {
  return {
    name,
    async start(weights, shape) {
      return train(await open(), weights, shape);
    },
  };
}

/** Seconds of an epoch on these batches, making them included, as `textcam train` goes through it. Closes the device. */
export async function textcamEpoch(device: Device, weights: Weights, batches: Iterable<Batch>): Promise<number> {
  const { model, parameters, optimizer } = startFrom(weights, device);
  const loss: RecordedLoss<Batch> = {
    shapeOf: ({ shape: [texts, time] }) => `${texts} ${bucketOf(time)}`,
    open({ shape }) {
      const { indices, lengths, labels, write } = inputsFor(device, shape);
      return {
        write,
        loss: () => softmaxCrossEntropy(model.forward({ indices, lengths }).logits, labels),
        dispose() {
          for (const made of [indices, lengths, labels]) made.dispose();
        },
      };
    },
  };
  try {
    let seconds = 0;
    for await (const event of fit({ epochs: 1, steps: 0, batches: () => batches, loss, parameters, optimizer })) {
      if (event.type === 'epoch') seconds = event.seconds;
    }
    return seconds;
  } finally {
    device.close();
  }
}

function startFrom(weights: Weights, device: Device) {
  const model = new TextCnn(network, device, createRandom(0));
  const parameters = model.parameters();
  loadParameters({ tensors: weights, metadata: {} }, parameters);
  return { model, parameters, optimizer: new Adam(parameters) };
}

function train(device: Device, weights: Weights, shape: Batch['shape']): Training {
  const { model, parameters, optimizer } = startFrom(weights, device);
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

const bucketOf = (time: number) => sizeClass(time, 16);

/** Room on the device for batches of a shape, filled up to a bucket as in training: what fills it up holds no word and counts nowhere. */
function inputsFor(device: Device, [texts, time]: Batch['shape']) {
  const bucket = bucketOf(time);
  const ids = new Int32Array(texts * bucket).fill(-1);
  const indices = new Indices(device, ids, [texts, bucket], network.rows);
  const lengths = Tensor.allocate(device, [texts], 'int32');
  const labels = Tensor.allocate(device, [texts], 'int32');
  const write = (batch: Batch) => {
    const own = batch.shape[1];
    ids.fill(-1);
    for (let n = 0; n < texts; n++) ids.set(batch.ids.subarray(n * own, (n + 1) * own), n * bucket);
    indices.write(ids);
    lengths.write(new Int32Array(texts).fill(own));
    labels.write(batch.labels);
  };
  return { indices, lengths, labels, write };
}
