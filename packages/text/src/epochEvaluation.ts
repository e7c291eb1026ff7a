import { Averaged, type Optimizer, TrainingError } from '@textcam/nn';
import type { Classifier } from './classifier.js';
import type { EncodedExample } from './encode.js';
import { chosenEpoch, type EpochSummary } from './epochSummary.js';
import { type EvaluateEvent, type Evaluation, evaluate } from './evaluation.js';
import { copyOf, type HostTensors } from './trainingState.js';
import { untilAborted } from './untilAborted.js';

/** An evaluation under way, and what it goes over. */
export type PartEvent = EvaluateEvent & { part: 'train' | 'validation' | 'test' };

/** What is evaluated after an epoch. */
export interface Parts {
  train: readonly EncodedExample[];
  test: readonly EncodedExample[];
  /** Held back from training, to choose the epoch on. */
  validation?: readonly EncodedExample[] | undefined;
  signal: AbortSignal | undefined;
}

/** The weights after an epoch. */
export interface Weights extends Parts {
  event: Pick<EpochSummary, 'epoch' | 'seconds' | 'trainLoss'>;
  /** The epochs before. */
  epochs: readonly EpochSummary[];
  /** Called when the signal is aborted, before its reason is thrown: training stands where it stood before. */
  whenAborted: () => Promise<void>;
}

/**
 * Evaluates the weights after an epoch, or their averages where the optimizer has such, on every part. `best` are those weights, if they are
 * the best so far of a training with patience. Training finds the weights as they were.
 */
export async function* evaluateWeights(
  classifier: Classifier,
  optimizer: Optimizer,
  { event, epochs, whenAborted, ...parts }: Weights,
): AsyncGenerator<PartEvent, { summary: EpochSummary; test: Evaluation; best: HostTensors | undefined }> {
  const { network, preset } = classifier;
  const exchange = () => {
    if (optimizer instanceof Averaged) optimizer.exchange();
  };
  try {
    exchange();
    try {
      const evaluated = yield* evaluateEpoch(classifier, event, parts);
      const isBest = chosenEpoch([...epochs, evaluated.summary], preset) === epochs.length;
      const isKept = isBest && preset.patience > 0 && parts.validation;
      return { ...evaluated, best: isKept ? await copyOf(network.parameters()) : undefined };
    } finally {
      exchange();
    }
  } catch (error) {
    if (parts.signal?.aborted) await whenAborted();
    throw error;
  }
}

/** Evaluates on every part. Throws TrainingError for predictions that are not finite, and the signal's reason when it is aborted. */
async function* evaluateEpoch(
  classifier: Classifier,
  { epoch, seconds, trainLoss }: Pick<EpochSummary, 'epoch' | 'seconds' | 'trainLoss'>,
  { train, validation, test, signal }: Parts,
): AsyncGenerator<PartEvent, { summary: EpochSummary; test: Evaluation }> {
  const onTrain = yield* evaluatePart(classifier, train, { part: 'train', signal });
  const held = validation && (yield* evaluatePart(classifier, validation, { part: 'validation', signal }));
  const onTest = yield* evaluatePart(classifier, test, { part: 'test', signal });
  // The loss is taken before each step: what the last one broke shows here.
  if (!Number.isFinite(onTrain.logLoss + onTest.logLoss + (held?.logLoss ?? 0))) {
    throw new TrainingError(
      `train: the predictions after epoch ${epoch} are no numbers; must be finite; lower the learning rate`,
    );
  }
  const summary = {
    epoch,
    seconds,
    trainLoss,
    trainAccuracy: onTrain.accuracy,
    testAccuracy: onTest.accuracy,
    ...(held && { validationLoss: held.logLoss, validationAccuracy: held.accuracy }),
  };
  return { summary, test: onTest };
}

/** Evaluates on one part. Throws the signal's reason when it is aborted. */
export async function* evaluatePart(
  classifier: Classifier,
  examples: readonly EncodedExample[],
  { part, signal }: Pick<PartEvent, 'part'> & Pick<Parts, 'signal'>,
): AsyncGenerator<PartEvent, Evaluation> {
  let evaluation!: Evaluation;
  const evaluating = async function* () {
    evaluation = yield* untilAborted(evaluate(classifier, examples), signal);
  };
  for await (const event of evaluating()) yield { ...event, part };
  return evaluation;
}
