import { TrainingError } from '@textcam/nn';
import { createRandom, type Device } from '@textcam/tensor';
import { anewOnLoss } from './anewOnLoss.js';
import { type Beginning, beginningOf, type FirstVectors } from './beginning.js';
import type { Classifier } from './classifier.js';
import type { PreprocessEvent } from './encode.js';
import type { EpochSummary } from './epochSummary.js';
import type { Evaluation } from './evaluation.js';
import type { Dataset } from './examples.js';
import { type CalibrateEvent, type FirstTraining, firstTraining } from './firstTraining.js';
import { type Choose, heldBackOf, type Prepared, prepare, tokenize, trainingPartOf } from './prepare.js';
import type { Preprocess } from './preprocess.js';
import { presetProblem } from './presetProblem.js';
import type { Preset } from './presets.js';
import { randomStreams } from './randomStreams.js';
import { type EpochEvent, type EpochsOptions, type EpochsResult, trainEpochs } from './trainEpochs.js';
import type { TrainingState } from './trainingState.js';
import { untilAborted } from './untilAborted.js';

export type { EpochSummary };

export interface TrainOptions {
  dataset: Dataset;
  /** The settings; change a preset's by spreading it. With vectors, their dimensions count. */
  preset: Preset;
  /** Reads the vectors of the words asked for; words without one start at zero. Left out, the table starts as N(0, 0.1²). */
  vectors?: FirstVectors;
  device: Device;
  /** A whole number. On the same device, the same seed gives the same classifier, bit for bit. */
  seed: number;
  /** A balanced sample of so many from each part. */
  limit?: number;
  /** Chooses what to learn from and what to test with, in place of the data set's own parts and of the sample. */
  choose?: Choose;
  /** How texts become numbers; in this thread when left out. `@textcam/text/node` has one for all cores, with a cache. */
  preprocess?: Preprocess;
  signal?: AbortSignal;
  /** See EpochsOptions: where another run of the same settings stopped; where checkpoints go; what to do when the device is lost. */
  resume?: TrainingState | undefined;
  checkpoint?: EpochsOptions['checkpoint'];
  reopen?: EpochsOptions['reopen'];
  profile?: boolean | undefined;
}

export interface VectorsEvent {
  type: 'vectors';
  found: number;
  words: number;
  dimensions: number;
}

export type TrainEvent = PreprocessEvent | VectorsEvent | CalibrateEvent | EpochEvent;

export interface TrainResult {
  classifier: Classifier;
  preprocessingSeconds: number;
  /** Of the first training, where the preset has a refit; 0 where there was none, or an earlier call had it. */
  calibrationSeconds: number;
  epochs: EpochSummary[];
  /** On the test part, after the last epoch. */
  test: Evaluation;
}

/**
 * The whole way from a data set to a classifier: tokens, vocabulary, vectors, network, epochs of Adam, each evaluated on both parts; where the
 * preset has a refit, a first training for the temperature comes before. Progress comes as events, the classifier as the result. Training that
 * fails, or is left before its end, frees what it has on the device.
 *
 * Throws DatasetError for a data set that cannot be trained on, TrainingError for settings that cannot be used or when the numbers are no
 * longer finite, and the signal's reason when it is aborted.
 */
export async function* train(options: TrainOptions): AsyncGenerator<TrainEvent, TrainResult> {
  const { preset, seed, signal, resume, reopen } = options;
  const problem = presetProblem(preset);
  if (problem !== undefined) throw new TrainingError(`train: the preset's ${problem}; change it`);
  signal?.throwIfAborted();
  const started = performance.now();
  const randomOf = (epoch: number) => createRandom(seed, randomStreams.shuffle + epoch);
  const { data, beginning, first } = yield* preparing(options, randomOf);
  if (beginning.table) {
    const { found, words, dimensions } = beginning.table;
    yield { type: 'vectors', found, words, dimensions };
  }
  const devices = { device: first?.device ?? options.device, reopen };
  const { result: classifier } = yield* anewOnLoss<never, Classifier>(devices, (on) => beginning.on(on));
  const calibrationSeconds = first?.seconds ?? 0;
  const preprocessingSeconds = (performance.now() - started) / 1000 - calibrationSeconds;

  let trained: EpochsResult | undefined;
  try {
    const { checkpoint, profile } = options;
    refuseOther(resume, classifier);
    const temperature = first?.temperature ?? resume?.temperature;
    const around = { randomOf, signal, resume, checkpoint, reopen, profile, temperature };
    trained = yield* trainEpochs(classifier, { ...partsOf(data), ...around });
    return { preprocessingSeconds, calibrationSeconds, ...trained };
  } finally {
    if (!trained) classifier.dispose();
  }
}

/** What is learned from and with what it begins, and where the preset has a refit what the training before it left. */
async function* preparing(
  options: TrainOptions,
  randomOf: EpochsOptions['randomOf'],
): AsyncGenerator<TrainEvent, { data: Prepared; beginning: Beginning; first?: FirstTraining }> {
  const { preset, seed, signal, resume } = options;
  const tokenized = yield* untilAborted(tokenizing(options), signal);
  const held = heldBackOf(tokenized.selection, preset, createRandom(seed, randomStreams.validation));
  const refits = preset.refit === 'whole' && held.size > 0;
  let first: FirstTraining | undefined;
  if (refits && resume?.temperature === undefined) {
    const data = prepare(trainingPartOf(tokenized), preset, held);
    first = yield* firstTraining({ ...options, beginning: await beginningOf(options, data), data, randomOf, signal });
  }
  const data = prepare(tokenized, preset, refits ? new Set() : held);
  return { data, beginning: await beginningOf(options, data), ...(first && { first }) };
}

/** What epochs are evaluated on: nothing held back is no part. */
function partsOf({ train, validation, test }: Prepared) {
  return { train, test, ...(validation.length > 0 && { validation }) };
}

/** Throws TrainingError for a state of another network, as of data that has changed since. */
function refuseOther(resume: TrainingState | undefined, { network }: Classifier): void {
  if (!resume) return;
  const shapesOf = (tensors: Readonly<Record<string, { shape: readonly number[] }>>) =>
    Object.entries(tensors)
      .map(([name, { shape }]) => `${name} [${shape.join(', ')}]`)
      .sort()
      .join(', ');
  const [is, must] = [shapesOf(network.parameters()), shapesOf(resume.parameters)];
  if (is === must) return;
  throw new TrainingError(
    `train: the checkpoint has ${must}; this network has ${is}; resume with the data and settings it began with`,
  );
}

function tokenizing({ seed, dataset, preset, limit, choose, preprocess, signal }: TrainOptions) {
  return tokenize({
    dataset,
    preset,
    choose,
    preprocess,
    signal,
    ...(limit === undefined ? {} : { limit }),
    splitRandom: createRandom(seed, randomStreams.split),
    sampleRandom: createRandom(seed, randomStreams.sample),
  });
}
