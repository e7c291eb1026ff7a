import { Adam, type FitEvent, fit, type StepEvent, TextCnn } from '@textcam/nn';
import { createRandom, type Device, softmaxCrossEntropy, Tensor } from '@textcam/tensor';
import { type Batch, makeBatches } from './batches.js';
import { Classifier, type Provenance } from './classifier.js';
import {
  type EncodedExample,
  encodePart,
  type PreprocessEvent,
  selectExamples,
  tokenizeDataset,
  vocabularyOf,
} from './encode.js';
import { type EvaluateEvent, type Evaluation, evaluate } from './evaluation.js';
import { type Dataset, DatasetError } from './examples.js';
import type { Preset } from './presets.js';
import { createTokenizer } from './tokens.js';
import type { WordVectors } from './vectors.js';
import { reserved, type Vocabulary } from './vocabulary.js';

/** One use of randomness each, so that changing one does not shift another. Epoch n shuffles with stream `shuffle + n`. */
export const randomStreams = { split: 1, sample: 2, initialize: 3, shuffle: 1000 } as const;

export interface TrainOptions {
  dataset: Dataset;
  /** The settings; change a preset's by spreading it. With vectors, their dimensions count. */
  preset: Preset;
  /** Reads the vectors of the words asked for; words without one start at zero. Left out, the table starts as N(0, 0.1²). */
  vectors?: { name: string; read: (wanted: ReadonlySet<string>) => Promise<WordVectors> };
  device: Device;
  seed: number;
  /** A balanced sample of so many from each part. */
  limit?: number;
  signal?: AbortSignal;
}

export interface EpochSummary {
  epoch: number;
  /** Training alone. */
  seconds: number;
  trainLoss: number;
  trainAccuracy: number;
  testAccuracy: number;
}

export interface VectorsEvent {
  type: 'vectors';
  found: number;
  words: number;
  dimensions: number;
}

/** `part` says what an evaluation goes over. */
export type TrainEvent =
  | PreprocessEvent
  | VectorsEvent
  | StepEvent
  | (EvaluateEvent & { part: 'train' | 'test' })
  | ({ type: 'epoch' } & EpochSummary);

export interface TrainResult {
  classifier: Classifier;
  preprocessingSeconds: number;
  epochs: EpochSummary[];
  /** On the test part, after the last epoch. */
  test: Evaluation;
}

/**
 * The whole way from a data set to a classifier: tokens, vocabulary, vectors, network, epochs of Adam, each evaluated on both parts. Progress
 * comes as events, the classifier as the result.
 *
 * Throws DatasetError for a data set that cannot be trained on, TrainingError when the loss is lost, and the signal's reason when it is
 * aborted.
 */
export async function* train(options: TrainOptions): AsyncGenerator<TrainEvent, TrainResult> {
  const started = performance.now();
  const data = yield* preprocess(options);
  const table = options.vectors ? await initialTable(options.vectors, data.vocabulary) : undefined;
  if (table) yield table.event;
  const dimensions = table?.event.dimensions ?? options.preset.dimensions;
  const classifier = createClassifier(options, { ...data, dimensions }, table?.values);
  const preprocessingSeconds = (performance.now() - started) / 1000;

  const epochs: EpochSummary[] = [];
  const evaluations: Evaluation[] = [];
  for await (const event of trainEpochs(classifier, data.train, options)) {
    if (event.type !== 'epoch') {
      yield event;
      continue;
    }
    const onTrain = yield* evaluatePart(classifier, data.train, 'train', options.signal);
    const onTest = yield* evaluatePart(classifier, data.test, 'test', options.signal);
    evaluations.push(onTest);
    epochs.push({
      epoch: event.epoch,
      seconds: event.seconds,
      trainLoss: event.trainLoss,
      trainAccuracy: onTrain.accuracy,
      testAccuracy: onTest.accuracy,
    });
    yield { type: 'epoch', ...epochs[epochs.length - 1] };
  }
  return { classifier, preprocessingSeconds, epochs, test: evaluations[evaluations.length - 1] };
}

interface Prepared {
  labels: string[];
  vocabulary: Vocabulary;
  train: EncodedExample[];
  test: EncodedExample[];
}

async function* preprocess(options: TrainOptions): AsyncGenerator<PreprocessEvent, Prepared> {
  const { dataset, preset, seed, limit, signal } = options;
  const selection = await selectExamples(dataset, {
    splits: ['train', 'test'],
    ...(limit === undefined ? {} : { limit }),
    splitRandom: createRandom(seed, randomStreams.split),
    sampleRandom: createRandom(seed, randomStreams.sample),
  });
  const reading = tokenizeDataset(dataset, selection, createTokenizer(preset));
  let step = await reading.next();
  for (; !step.done; step = await reading.next()) {
    signal?.throwIfAborted();
    yield step.value;
  }
  const tokenized = step.value;
  const inTraining = selection.filter((entry) => entry.split === 'train');
  const labels = [...new Set(inTraining.map((entry) => entry.label))].sort();
  if (labels.length < 2 || inTraining.length === selection.length) {
    throw new DatasetError(
      `${dataset.name}: ${labels.length} labels to learn, ${selection.length - inTraining.length} examples to test with; ` +
        'there must be two labels or more, and something to test with; raise the limit or add examples',
    );
  }
  const vocabulary = vocabularyOf(tokenized, preset.vocabularySize);
  const [train, test] = (['train', 'test'] as const).map((split) => encodePart(tokenized, split, vocabulary, labels));
  return { labels, vocabulary, train, test };
}

async function initialTable({ read }: NonNullable<TrainOptions['vectors']>, vocabulary: Vocabulary) {
  const words = vocabulary.words.slice(reserved.length);
  const { dimensions, rows } = await read(new Set(words));
  const values = new Float32Array(vocabulary.size * dimensions);
  for (const [word, row] of rows) values.set(row, vocabulary.idOf(word) * dimensions);
  const event: VectorsEvent = { type: 'vectors', found: rows.size, words: words.length, dimensions };
  return { values, event };
}

function createClassifier(
  { device, preset, seed, vectors, dataset, limit }: TrainOptions,
  { labels, vocabulary, train, dimensions }: Prepared & { dimensions: number },
  table: Float32Array | undefined,
): Classifier {
  const settings = {
    rows: vocabulary.size,
    dimensions,
    classes: labels.length,
    branches: preset.branches,
    embeddingValues: table,
  };
  const network = new TextCnn(settings, device, createRandom(seed, randomStreams.initialize));
  const provenance: Provenance = {
    dataset: dataset.name,
    seed,
    vectors: vectors?.name ?? 'none',
    epochs: preset.epochs,
    batchSize: preset.batchSize,
    learningRate: preset.learningRate,
    ...(limit === undefined ? {} : { limit }),
    examples: train.length,
  };
  return new Classifier({ device, preset: { ...preset, dimensions }, labels, vocabulary, network, provenance });
}

function trainEpochs(
  classifier: Classifier,
  examples: readonly EncodedExample[],
  { seed, signal }: TrainOptions,
): AsyncGenerator<FitEvent> {
  const { device, network, preset } = classifier;
  const parameters = network.parameters();
  return fit<Batch>({
    epochs: preset.epochs,
    steps: Math.ceil(examples.length / preset.batchSize),
    batches: (epoch) =>
      makeBatches(examples, {
        batchSize: preset.batchSize,
        paddingId: 0,
        random: createRandom(seed, randomStreams.shuffle + epoch),
      }),
    loss: (batch) => {
      const { logits } = network.forward(classifier.place(batch));
      return softmaxCrossEntropy(logits, Tensor.from(device, batch.labels, [batch.labels.length], 'int32'));
    },
    parameters,
    optimizer: new Adam(parameters, { learningRate: preset.learningRate }),
    signal,
  });
}

async function* evaluatePart(
  classifier: Classifier,
  examples: readonly EncodedExample[],
  part: 'train' | 'test',
  signal: AbortSignal | undefined,
): AsyncGenerator<EvaluateEvent & { part: 'train' | 'test' }, Evaluation> {
  const evaluating = evaluate(classifier, examples);
  for (;;) {
    const step = await evaluating.next();
    if (step.done) return step.value;
    signal?.throwIfAborted();
    yield { ...step.value, part };
  }
}
