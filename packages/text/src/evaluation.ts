import {
  accuracy,
  aucOneVsRest,
  type Calibration,
  calibration,
  confusionMatrix,
  logLoss,
  predictedClasses,
  type RocPoint,
  rocCurve,
} from '@textcam/nn';
import { type Batch, makeBatches } from './batches.js';
import type { Classifier, Prediction } from './classifier.js';
import type { EncodedExample } from './encode.js';
import type { Preset } from './presets.js';
import { Scorer } from './scorer.js';
import { paddingIdOf } from './trainingInputs.js';

/** Of confidence, for calibration. */
const bins = 10;

/** How well a classifier does on labelled examples. */
export interface Evaluation {
  examples: number;
  accuracy: number;
  /** One class against the rest, averaged: with two classes that of either. NaN, null in JSON, when one class alone occurs. */
  auc: number;
  /** Mean of -ln(probability of the true class), in nats. */
  logLoss: number;
  /** Is it right as often as it says? In 10 bins of confidence. NaN where the probabilities are no numbers. */
  calibration: Calibration;
  /** Rows are true classes, columns predicted ones, in the order of the labels. */
  confusion: number[][];
  /** The curve of the second class; with more than two classes, one per class against the rest. */
  roc: RocPoint[][];
}

export interface EvaluateEvent {
  type: 'evaluate';
  done: number;
  total: number;
}

/**
 * Evaluates in batches in file order. Where the preset masks padding, each text is as if it were alone; else as in the article: padded to the
 * batch's longest with entry 0, which the model sees. Yields progress and returns the figures.
 */
export async function* evaluate(
  classifier: Classifier,
  examples: readonly EncodedExample[],
): AsyncGenerator<EvaluateEvent, Evaluation> {
  const probabilities: number[][] = [];
  for await (const predictions of predictionsOn(classifier, examples)) {
    for (const prediction of predictions) probabilities.push(prediction.probabilities);
    yield { type: 'evaluate', done: probabilities.length, total: examples.length };
  }
  return evaluationOf(
    classifier.labels.length,
    probabilities,
    examples.map((example) => example.label),
  );
}

/** What a classifier says of examples, batch by batch, as `evaluate` asks it. */
export async function* predictionsOn(
  classifier: Classifier,
  examples: readonly EncodedExample[],
): AsyncGenerator<Prediction[]> {
  const scorer = new Scorer(classifier);
  try {
    const { batchSize, padding } = classifier.preset;
    for (const batch of makeBatches(examples, { batchSize, paddingId: paddingIdOf({ padding }) })) {
      yield (await scorer.score(textsOf(batch, padding))).map(({ prediction }) => prediction);
    }
  } finally {
    scorer.dispose();
  }
}

/** The rows of a batch: what is seen of them, padding too unless it is masked. */
function textsOf({ ids, lengths, shape: [texts, time] }: Batch, padding: Preset['padding']): Int32Array[] {
  return Array.from({ length: texts }, (_, n) =>
    ids.subarray(n * time, n * time + (padding === 'masked' ? lengths[n] : time)),
  );
}

/**
 * The figures of predictions that are made already.
 *
 * @param probabilities one row per example, one number per class
 * @param labels the true class of each
 */
export function evaluationOf(
  classes: number,
  probabilities: readonly number[][],
  labels: readonly number[],
): Evaluation {
  const flat = probabilities.flat();
  const areFinite = flat.every(Number.isFinite);
  const predicted = predictedClasses(flat, classes);
  const scores = (of: number) => probabilities.map((row) => row[of]);
  const isClass = (of: number) => labels.map((label) => (label === of ? 1 : 0));
  const curves = classes === 2 ? [1] : Array.from({ length: classes }, (_, of) => of);
  return {
    examples: labels.length,
    accuracy: accuracy(predicted, labels),
    auc: aucOneVsRest(flat, labels),
    logLoss: logLoss(flat, labels),
    calibration: areFinite ? calibration(flat, labels, { bins }) : calibration([], [], { bins }),
    confusion: confusionMatrix(predicted, labels, classes),
    roc: curves.map((of) => rocCurve(scores(of), isClass(of))),
  };
}
