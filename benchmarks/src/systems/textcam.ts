import { Adam, fit, loadParameters, TextCnn } from '@textcam/nn';
import { capture, createRandom, type Device, gradients } from '@textcam/tensor';
import { type Batch, recordedLoss } from '@textcam/text';
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
  const loss = recordedLoss(device, model, network.rows);
  try {
    let seconds = 0;
    for await (const event of fit<Batch>({
      epochs: 1,
      steps: 0,
      batches: () => batches,
      loss,
      parameters,
      optimizer,
    })) {
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
  const inputs = recordedLoss(device, model, network.rows).open({ shape });

  const recorded = capture(device, () => {
    const loss = inputs.loss();
    gradients(loss, Object.values(parameters), Object.values(optimizer.gradients));
    optimizer.apply(optimizer.gradients);
    return loss;
  });

  return {
    async step(batch) {
      inputs.write(batch);
      optimizer.advance();
      recorded.replay();
      const [loss] = await recorded.result.read();
      return loss;
    },
    stop: () => device.close(),
  };
}
