import { Averaged } from '@textcam/nn';
import type { Device } from '@textcam/tensor';
import { anewOnLoss, type Devices } from './anewOnLoss.js';
import type { Beginning } from './beginning.js';
import { temperatureOf } from './calibrate.js';
import type { Classifier } from './classifier.js';
import { type FittingOptions, fitting, optimizerOf } from './fitting.js';
import type { Prepared } from './prepare.js';
import type { DeviceLostEvent } from './trainEpochs.js';

/** A first training, of which the temperature alone stays: how many of its steps are done. */
export interface CalibrateEvent {
  type: 'calibrate';
  done: number;
  total: number;
}

export interface FirstTrainingOptions extends Devices, Pick<FittingOptions, 'randomOf' | 'signal'> {
  beginning: Beginning;
  data: Prepared;
}

/** What a first training leaves. */
export interface FirstTraining {
  /** See `temperatureOf`. */
  temperature: number;
  /** The one that is not lost. */
  device: Device;
  /** How long it took. */
  seconds: number;
}

/**
 * Learns all but what is held back, fits the temperature on that, and lets the classifier go: one that learns the whole is as sure, but for
 * chance, and leaves nothing to fit a temperature on.
 *
 * Throws TrainingError when the loss or a prediction is not finite, and the signal's reason when it is aborted.
 */
export async function* firstTraining(
  options: FirstTrainingOptions,
): AsyncGenerator<CalibrateEvent | DeviceLostEvent, FirstTraining> {
  const started = performance.now();
  const { result, device } = yield* anewOnLoss(options, async function* (on) {
    const classifier = await options.beginning.on(on);
    try {
      return yield* calibrating(classifier, options);
    } finally {
      classifier.dispose();
    }
  });
  return { temperature: result, device, seconds: (performance.now() - started) / 1000 };
}

async function* calibrating(
  classifier: Classifier,
  { data, randomOf, signal }: FirstTrainingOptions,
): AsyncGenerator<CalibrateEvent, number> {
  const { preset, network } = classifier;
  const optimizer = optimizerOf(preset, network.parameters());
  try {
    for await (const event of fitting(classifier, optimizer, { train: data.train, randomOf, signal })) {
      if (event.type !== 'step') continue;
      const { epoch, step, steps } = event;
      yield { type: 'calibrate', done: epoch * steps + step, total: preset.epochs * steps };
    }
    if (optimizer instanceof Averaged) optimizer.exchange();
    return await temperatureOf(classifier, data.validation, () => signal?.throwIfAborted());
  } finally {
    optimizer.dispose();
  }
}
