import { Adam, type FitEvent, fit, type StepEvent, TrainingError } from '@textcam/nn';
import { type Random, softmaxCrossEntropy, Tensor } from '@textcam/tensor';
import { type Batch, makeBatches } from './batches.js';
import type { Classifier } from './classifier.js';
import type { EncodedExample } from './encode.js';
import { type EvaluateEvent, type Evaluation, evaluate } from './evaluation.js';
import { untilAborted } from './untilAborted.js';

export interface EpochSummary {
  /** Counted from 0. */
  epoch: number;
  /** Training alone. */
  seconds: number;
  /** The mean of the losses of this epoch's steps, each before its step. */
  trainLoss: number;
  /** Evaluated after the epoch. */
  trainAccuracy: number;
  testAccuracy: number;
}

/** `part` says what an evaluation goes over. */
export type EpochEvent = StepEvent | (EvaluateEvent & { part: 'train' | 'test' }) | ({ type: 'epoch' } & EpochSummary);

export interface EpochsOptions {
  train: readonly EncodedExample[];
  test: readonly EncodedExample[];
  /** Decides the order of an epoch's examples. */
  randomOf: (epoch: number) => Random;
  signal: AbortSignal | undefined;
}

/**
 * Trains for as many epochs as the classifier's preset says, each evaluated on both parts. The classifier is changed in place; the result
 * is what the epochs brought.
 *
 * Throws TrainingError when the loss or a prediction is not finite, and the signal's reason when it is aborted.
 */
export async function* trainEpochs(
  classifier: Classifier,
  options: EpochsOptions,
): AsyncGenerator<EpochEvent, { epochs: EpochSummary[]; test: Evaluation }> {
  const { train, test, signal } = options;
  const epochs: EpochSummary[] = [];
  const evaluations: Evaluation[] = [];
  for await (const event of fitting(classifier, options)) {
    if (event.type !== 'epoch') {
      yield event;
      continue;
    }
    const { epoch, seconds, trainLoss } = event;
    const onTrain = yield* evaluatePart(classifier, train, { part: 'train', signal });
    const onTest = yield* evaluatePart(classifier, test, { part: 'test', signal });
    // The loss is taken before each step: what the last one broke shows here.
    if (!Number.isFinite(onTrain.logLoss + onTest.logLoss)) {
      throw new TrainingError(
        `train: the predictions after epoch ${epoch} are no numbers; must be finite; lower the learning rate`,
      );
    }
    const summary = { epoch, seconds, trainLoss, trainAccuracy: onTrain.accuracy, testAccuracy: onTest.accuracy };
    epochs.push(summary);
    evaluations.push(onTest);
    yield { type: 'epoch', ...summary };
  }
  return { epochs, test: evaluations[evaluations.length - 1] };
}

async function* fitting(classifier: Classifier, { train, randomOf, signal }: EpochsOptions): AsyncGenerator<FitEvent> {
  const { device, network } = classifier;
  const { epochs, batchSize, learningRate } = classifier.preset;
  const parameters = network.parameters();
  const optimizer = new Adam(parameters, { learningRate });
  try {
    yield* fit<Batch>({
      epochs,
      steps: Math.ceil(train.length / batchSize),
      batches: (epoch) => makeBatches(train, { batchSize, paddingId: 0, random: randomOf(epoch) }),
      loss: (batch) => {
        const { logits } = network.forward(classifier.place(batch));
        return softmaxCrossEntropy(logits, Tensor.from(device, batch.labels, [batch.labels.length], 'int32'));
      },
      parameters,
      optimizer,
      signal,
    });
  } finally {
    for (const moment of Object.values(optimizer.state())) moment.dispose();
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
