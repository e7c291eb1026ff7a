import { Averaged, type ProfileEvent, type Progress, type StepEvent, startOf, TrainingError } from '@textcam/nn';
import { type Device, DeviceLostError } from '@textcam/tensor';
import { divideBy, temperatureOf } from './calibrate.js';
import { Classifier } from './classifier.js';
import { evaluatePart, evaluateWeights, type PartEvent, type Parts } from './epochEvaluation.js';
import { chosenEpoch, type EpochSummary, isDone } from './epochSummary.js';
import type { Evaluation } from './evaluation.js';
import { type FittingOptions, fitting, optimizerOf } from './fitting.js';
import { goOnFrom, putState, type TrainingState, takeState } from './trainingState.js';

/** The device was lost: training goes on from the last copy on the host. */
export interface DeviceLostEvent {
  type: 'deviceLost';
  /** What the lost device said. */
  message: string;
  /** Where training goes on. */
  device: Device;
  epoch: number;
  step: number;
  /** What was under way before the first epoch begins anew. */
  anew?: true;
}

/**
 * The classifier that learns, before its first step, and again when it moves to another device. Between events it can be looked at, as to
 * explain a text: each step changes its parameters in place. When training is left before its end, it is disposed of.
 */
export interface ClassifierEvent {
  type: 'classifier';
  classifier: Classifier;
}

export type EpochEvent =
  | Omit<StepEvent, 'progress'>
  | ProfileEvent
  | DeviceLostEvent
  | ClassifierEvent
  | PartEvent
  | ({ type: 'epoch' } & EpochSummary);

export interface EpochsOptions extends Parts, FittingOptions {
  /** Called at the end of each epoch, and when training is aborted before the reason is thrown. */
  checkpoint?: ((state: TrainingState) => Promise<void>) | undefined;
  /** To divide the logits by, of a first training; fitted on the part held back, where there is one, when left out. */
  temperature?: number | undefined;
  /** A device to go on with when the one in use is lost; without it, a lost device ends the training. */
  reopen?: (() => Promise<Device>) | undefined;
}

export interface EpochsResult {
  /** The one that was passed, or its successor on another device. */
  classifier: Classifier;
  epochs: EpochSummary[];
  /** Of the weights that came out: with patience those of the best epoch, else of the last one. */
  test: Evaluation;
}

/** A host copy is taken once in so many steps, so that a lost device costs at most these. A multiple of the steps between losses. */
const copyEvery = 100;

/**
 * Trains for as many epochs as the classifier's preset says, or until its patience ends, each evaluated on all parts. The classifier is
 * changed in place; the result is what the epochs brought. What is resumed, or goes on after its device was lost, ends with the bits of an undisturbed run on a device
 * of that kind.
 *
 * Throws TrainingError when the loss or a prediction is not finite, and the signal's reason when it is aborted.
 */
export async function* trainEpochs(
  classifier: Classifier,
  options: EpochsOptions,
): AsyncGenerator<EpochEvent, EpochsResult> {
  let current = classifier;
  let latest = options.resume;
  const keep = async (state: TrainingState) => {
    latest = state;
  };
  let ended = false;
  try {
    for (;;) {
      if (!options.signal?.aborted) yield { type: 'classifier', classifier: current };
      try {
        const { temperature, ...done } = yield* trainOn(current, { ...options, resume: latest }, keep);
        ended = true;
        return { classifier: temperature === undefined ? current : withTemperature(current, temperature), ...done };
      } catch (error) {
        if (!(error instanceof DeviceLostError) || !options.reopen || !latest) throw error;
        const device = await options.reopen();
        current = current.on(device, latest.parameters);
        const { epoch, step } = latest.progress;
        yield { type: 'deviceLost', message: error.message, device, epoch, step };
      }
    }
  } finally {
    // The one that was passed is its owner's.
    if (!ended && current !== classifier) current.dispose();
  }
}

/** The same classifier, which says what its logits were divided by. */
function withTemperature(classifier: Classifier, temperature: number): Classifier {
  return new Classifier({ ...classifier, provenance: { ...classifier.provenance, temperature } });
}

/** Trains on one device. `keep` gets a copy of where it stands now and then, if the device can be lost and there is another. */
async function* trainOn(
  classifier: Classifier,
  options: EpochsOptions,
  keep: (state: TrainingState) => Promise<void>,
): AsyncGenerator<EpochEvent, Omit<EpochsResult, 'classifier'> & { temperature: number | undefined }> {
  const { network, preset } = classifier;
  const optimizer = optimizerOf(preset, network.parameters());
  try {
    const { resume } = options;
    if (resume) goOnFrom(resume, { network, optimizer });
    const epochs = [...(resume?.epochs ?? [])];
    let best = resume?.best;
    let test: Evaluation | undefined;
    const kept = classifier.device.canBeLost && options.reopen ? [keep] : [];
    const written = options.checkpoint ? [options.checkpoint] : [];
    const copy = async (progress: Progress, receivers: typeof written) => {
      if (receivers.length === 0) return;
      const { temperature } = options;
      const state = await takeState({ network, optimizer }, { progress, epochs, best, temperature });
      for (const receive of receivers) await receive(state);
    };
    if (!resume) await copy(startOf(0), kept);
    // Of a run that was stopped after its last epoch, nothing is left to train.
    const events = isDone(epochs, preset) ? [] : fitting(classifier, optimizer, options);
    for await (const event of events) {
      if (event.type === 'epoch') {
        await copy(event.progress, kept);
        const whenAborted = () => copy(event.progress, written);
        const evaluated = yield* evaluateWeights(classifier, optimizer, { ...options, event, epochs, whenAborted });
        epochs.push(evaluated.summary);
        test = evaluated.test;
        best = evaluated.best ?? best;
        yield { type: 'epoch', ...evaluated.summary };
        await copy(startOf(event.epoch + 1), [...kept, ...written]);
        if (isDone(epochs, preset)) break;
      } else if (event.type === 'stopped') {
        await copy(event.progress, written);
      } else {
        if (event.type === 'step' && event.progress && event.step % copyEvery === 0) await copy(event.progress, kept);
        yield event;
      }
    }
    if (!isDone(epochs, preset)) {
      throw new TrainingError(`train: ${epochs.length} epochs of ${preset.epochs} are done`);
    }
    if (optimizer instanceof Averaged) optimizer.exchange();
    if (best) putState(best, network.parameters());
    const { validation, signal } = options;
    const fitted = validation && (await temperatureOf(classifier, validation, () => signal?.throwIfAborted()));
    const temperature = options.temperature ?? fitted;
    if (temperature !== undefined) await divideBy(temperature, classifier);
    if (temperature !== undefined || chosenEpoch(epochs, preset) < epochs.length - 1) test = undefined;
    test ??= yield* evaluatePart(classifier, options.test, { part: 'test', signal });
    return { epochs, test, temperature };
  } finally {
    optimizer.dispose();
  }
}
