import { Averaged } from '@textcam/nn';
import { type Device, DeviceLostError } from '@textcam/tensor';
import type { Beginning } from './beginning.js';
import { temperatureOf } from './calibrate.js';
import { type FittingOptions, fitting, optimizerOf } from './fitting.js';
import type { Prepared } from './prepare.js';
import type { DeviceLostEvent } from './trainEpochs.js';

/** A first training, of which the temperature alone stays: how many of its steps are done. */
export interface CalibrateEvent {
  type: 'calibrate';
  done: number;
  total: number;
}

export interface FirstTrainingOptions extends Pick<FittingOptions, 'randomOf' | 'signal'> {
  device: Device;
  /** A device to begin again on when the one in use is lost. */
  reopen?: (() => Promise<Device>) | undefined;
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
 * Throws TrainingError when the loss is not finite, and the signal's reason when it is aborted.
 */
export async function* firstTraining(
  options: FirstTrainingOptions,
): AsyncGenerator<CalibrateEvent | DeviceLostEvent, FirstTraining> {
  const started = performance.now();
  let { device } = options;
  for (;;) {
    try {
      const temperature = yield* trainOn(device, options);
      return { temperature, device, seconds: (performance.now() - started) / 1000 };
    } catch (error) {
      if (!(error instanceof DeviceLostError) || !options.reopen) throw error;
      device = await options.reopen();
      yield { type: 'deviceLost', message: error.message, device, epoch: 0, step: 0 };
    }
  }
}

async function* trainOn(
  device: Device,
  { beginning, data, randomOf, signal }: FirstTrainingOptions,
): AsyncGenerator<CalibrateEvent, number> {
  const classifier = await beginning.on(device);
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
    classifier.dispose();
  }
}
