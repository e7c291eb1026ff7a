import type { Classifier, Dataset, Evaluation } from '@textcam/text';
import type { SplitChoice } from './datasetPart.js';
import { encodedPart } from './encodedPart.js';
import { type Progress, showEvaluation } from './progress.js';
import { follow } from './stopping.js';

export interface EvaluateOnOptions {
  split: SplitChoice;
  progress: Progress;
  signal: AbortSignal;
}

/** Evaluates a classifier on a part of a data set. Throws DatasetError for data that cannot be used, a label the classifier does not know among it. */
export async function evaluateOn(
  classifier: Classifier,
  dataset: Dataset,
  { split, progress, signal }: EvaluateOnOptions,
): Promise<Evaluation> {
  const { evaluate } = await import('@textcam/text');
  const examples = await encodedPart(classifier, dataset, { split, progress, signal });
  return follow(evaluate(classifier, examples), signal, (event) => showEvaluation(progress, event, 'Evaluating'));
}
