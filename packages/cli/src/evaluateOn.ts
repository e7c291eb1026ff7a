import type { Classifier, Dataset, EncodedExample, Evaluation, TokenizedDataset } from '@textcam/text';
import { type SplitChoice, selectPart } from './datasetPart.js';
import { type Progress, showEvaluation, showPreprocessing } from './progress.js';
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
  const [{ encodePart, evaluate }, { preprocessInNode }] = await Promise.all([
    import('@textcam/text'),
    import('@textcam/text/node'),
  ]);
  progress.start(`Looking through ${dataset.name}`);
  const encode = (tokenized: TokenizedDataset): EncodedExample[] =>
    [...new Set(tokenized.selection.map((entry) => entry.split))].flatMap((part) =>
      encodePart(tokenized, part, classifier.vocabulary, classifier.labels),
    );
  const preprocessing = preprocessInNode()({
    dataset,
    settings: { maximumLength: classifier.preset.maximumLength },
    async select(listed, known) {
      const selection = await selectPart(classifier, { ...dataset, ...listed }, { split, known, signal });
      // Once without the texts: a label that the classifier does not know is told before they are read, which takes long.
      encode({ selection, lemmas: [], texts: selection.map(() => new Int32Array()) });
      return selection;
    },
    signal,
  });
  const tokenized = await follow(preprocessing, signal, (event) => showPreprocessing(progress, event));
  const examples = encode(tokenized);
  return follow(evaluate(classifier, examples), signal, (event) => showEvaluation(progress, event, 'Evaluating'));
}
