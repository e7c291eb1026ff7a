import {
  Adam,
  AdamW,
  type FitEvent,
  fit,
  learningRateAt,
  type Named,
  type Optimizer,
  type ProfileEvent,
  type Progress,
  type StepEvent,
  startOf,
  TrainingError,
} from '@textcam/nn';
import { type Device, DeviceLostError, type Random } from '@textcam/tensor';
import { type Batch, makeBatches } from './batches.js';
import type { Classifier } from './classifier.js';
import type { EncodedExample } from './encode.js';
import type { EpochSummary } from './epochSummary.js';
import { type EvaluateEvent, type Evaluation, evaluate } from './evaluation.js';
import type { Preset } from './presets.js';
import { paddingIdOf, recordedLoss } from './trainingInputs.js';
import { goOnFrom, type TrainingState, takeState } from './trainingState.js';
import { untilAborted } from './untilAborted.js';

/** The device was lost: training goes on from the last copy on the host. */
export interface DeviceLostEvent {
  type: 'deviceLost';
  /** What the lost device said. */
  message: string;
  /** Where training goes on. */
  device: Device;
  epoch: number;
  step: number;
}

/**
 * The classifier that learns, before its first step, and again when it moves to another device. Between events it can be looked at, as to
 * explain a text: each step changes its parameters in place. When training is left before its end, it is disposed of.
 */
export interface ClassifierEvent {
  type: 'classifier';
  classifier: Classifier;
}

/** `part` says what an evaluation goes over. */
export type EpochEvent =
  | Omit<StepEvent, 'progress'>
  | ProfileEvent
  | DeviceLostEvent
  | ClassifierEvent
  | (EvaluateEvent & { part: 'train' | 'test' })
  | ({ type: 'epoch' } & EpochSummary);

export interface EpochsOptions {
  train: readonly EncodedExample[];
  test: readonly EncodedExample[];
  /** Decides the order of an epoch's examples. */
  randomOf: (epoch: number) => Random;
  signal: AbortSignal | undefined;
  /** Where another run stopped. */
  resume?: TrainingState | undefined;
  /** Called at the end of each epoch, and when training is aborted before the reason is thrown. */
  checkpoint?: ((state: TrainingState) => Promise<void>) | undefined;
  /** A device to go on with when the one in use is lost; without it, a lost device ends the training. */
  reopen?: (() => Promise<Device>) | undefined;
  /** Measures two steady steps. */
  profile?: boolean | undefined;
}

export interface EpochsResult {
  /** The one that was passed, or its successor on another device. */
  classifier: Classifier;
  epochs: EpochSummary[];
  test: Evaluation;
}

/** A host copy is taken once in so many steps, so that a lost device costs at most these. A multiple of the steps between losses. */
const copyEvery = 100;

/**
 * Trains for as many epochs as the classifier's preset says, each evaluated on both parts. The classifier is changed in place; the result
 * is what the epochs brought. What is resumed, or goes on after its device was lost, ends with the bits of an undisturbed run on a device
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
  for (;;) {
    if (!options.signal?.aborted) yield { type: 'classifier', classifier: current };
    try {
      const done = yield* trainOn(current, { ...options, resume: latest }, keep);
      return { classifier: current, ...done };
    } catch (error) {
      if (!(error instanceof DeviceLostError) || !options.reopen || !latest) throw error;
      const device = await options.reopen();
      current = current.on(device, latest.parameters);
      const { epoch, step } = latest.progress;
      yield { type: 'deviceLost', message: error.message, device, epoch, step };
    }
  }
}

/** Trains on one device. `keep` gets a copy of where it stands now and then, if the device can be lost and there is another. */
async function* trainOn(
  classifier: Classifier,
  options: EpochsOptions,
  keep: (state: TrainingState) => Promise<void>,
): AsyncGenerator<EpochEvent, Omit<EpochsResult, 'classifier'>> {
  const { network, preset } = classifier;
  const optimizer = optimizerOf(preset, network.parameters());
  try {
    const { resume } = options;
    if (resume) goOnFrom(resume, { network, optimizer });
    const epochs = [...(resume?.epochs ?? [])];
    const kept = classifier.device.canBeLost && options.reopen ? [keep] : [];
    const written = options.checkpoint ? [options.checkpoint] : [];
    const copy = async (progress: Progress, receivers: typeof written) => {
      if (receivers.length === 0) return;
      const state = await takeState({ network, optimizer }, { progress, epochs });
      for (const receive of receivers) await receive(state);
    };
    if (!resume) await copy(startOf(0), kept);
    let test: Evaluation | undefined;
    for await (const event of fitting(classifier, optimizer, options)) {
      if (event.type === 'epoch') {
        await copy(event.progress, kept);
        const evaluated = yield* evaluateEpoch(classifier, event, options, () => copy(event.progress, written));
        epochs.push(evaluated.summary);
        test = evaluated.test;
        yield { type: 'epoch', ...evaluated.summary };
        await copy(startOf(event.epoch + 1), [...kept, ...written]);
      } else if (event.type === 'stopped') {
        await copy(event.progress, written);
      } else {
        if (event.type === 'step' && event.progress && event.step % copyEvery === 0) await copy(event.progress, kept);
        yield event;
      }
    }
    // A run that was stopped after its last epoch has nothing left to train.
    test ??= yield* evaluatePart(classifier, options.test, { part: 'test', signal: options.signal });
    if (epochs.length !== preset.epochs) {
      throw new TrainingError(`train: ${epochs.length} epochs of ${preset.epochs} are done`);
    }
    return { epochs, test };
  } finally {
    optimizer.dispose();
  }
}

function optimizerOf({ learningRate, weightDecay }: Preset, parameters: Named): Optimizer {
  if (weightDecay > 0) return new AdamW(parameters, { learningRate, weightDecay });
  return new Adam(parameters, { learningRate });
}

function fitting(classifier: Classifier, optimizer: Optimizer, options: EpochsOptions): AsyncGenerator<FitEvent> {
  const { train, randomOf, signal, resume, profile } = options;
  const { device, network, preset } = classifier;
  const { epochs, batchSize, schedule, learningRate } = preset;
  const steps = Math.ceil(train.length / batchSize);
  const paddingId = paddingIdOf(preset);
  return fit<Batch>({
    epochs,
    steps,
    batches: (epoch) => makeBatches(train, { batchSize, paddingId, random: randomOf(epoch) }),
    loss: recordedLoss(device, network, classifier.rows, preset),
    parameters: network.parameters(),
    optimizer,
    learningRate: (step) => learningRateAt(step, epochs * steps, schedule, learningRate),
    signal,
    from: resume?.progress,
    profile,
  });
}

async function* evaluateEpoch(
  classifier: Classifier,
  { epoch, seconds, trainLoss }: Pick<EpochSummary, 'epoch' | 'seconds' | 'trainLoss'>,
  { train, test, signal }: EpochsOptions,
  whenAborted: () => Promise<void>,
): AsyncGenerator<EpochEvent, { summary: EpochSummary; test: Evaluation }> {
  try {
    const onTrain = yield* evaluatePart(classifier, train, { part: 'train', signal });
    const onTest = yield* evaluatePart(classifier, test, { part: 'test', signal });
    // The loss is taken before each step: what the last one broke shows here.
    if (!Number.isFinite(onTrain.logLoss + onTest.logLoss)) {
      throw new TrainingError(
        `train: the predictions after epoch ${epoch} are no numbers; must be finite; lower the learning rate`,
      );
    }
    const summary = { epoch, seconds, trainLoss, trainAccuracy: onTrain.accuracy, testAccuracy: onTest.accuracy };
    return { summary, test: onTest };
  } catch (error) {
    // Evaluating has moved no parameter.
    if (signal?.aborted) await whenAborted();
    throw error;
  }
}

async function* evaluatePart(
  classifier: Classifier,
  examples: readonly EncodedExample[],
  { part, signal }: { part: 'train' | 'test'; signal: AbortSignal | undefined },
): AsyncGenerator<EvaluateEvent & { part: 'train' | 'test' }, Evaluation> {
  let evaluation!: Evaluation;
  const evaluating = async function* () {
    evaluation = yield* untilAborted(evaluate(classifier, examples), signal);
  };
  for await (const event of evaluating()) yield { ...event, part };
  return evaluation;
}
