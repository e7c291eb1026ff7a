import type {
  Classifier,
  Dataset,
  EncodedExample,
  Evaluation,
  Selection,
  Split,
  TokenizedDataset,
} from '@textcam/text';
import { InputError } from './errors.js';
import { type Progress, showEvaluation, showPreprocessing } from './progress.js';
import { follow, untilAborted } from './stopping.js';

/** Which texts of a data set to evaluate on. */
export type SplitChoice = Split | 'all';
export const splitChoices: readonly SplitChoice[] = ['train', 'test', 'all'];

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
  const { createTokenizer, encodePart, evaluate, tokenizeDataset } = await import('@textcam/text');
  progress.start(`Looking through ${dataset.name}`);
  const selection = await untilAborted(select(classifier, dataset, split), signal);
  const encode = (tokenized: TokenizedDataset): EncodedExample[] =>
    [...new Set(selection.map((entry) => entry.split))].flatMap((part) =>
      encodePart(tokenized, part, classifier.vocabulary, classifier.labels),
    );
  // Once without the texts: a label that the classifier does not know is told before they are read, which takes long.
  encode({ selection, lemmas: [], texts: selection.map(() => new Int32Array()) });
  const reading = tokenizeDataset(dataset, selection, createTokenizer(classifier.preset));
  const tokenized = await follow(reading, signal, (event) => showPreprocessing(progress, event));
  const examples = encode(tokenized);
  return follow(evaluate(classifier, examples), signal, (event) => showEvaluation(progress, event, 'Evaluating'));
}

async function select(classifier: Classifier, dataset: Dataset, split: SplitChoice): Promise<Selection> {
  if (split === 'all') return everything(dataset);
  const [{ randomStreams, selectExamples }, { createRandom }] = await Promise.all([
    import('@textcam/text'),
    import('@textcam/tensor'),
  ]);
  const { seed } = classifier.provenance;
  if (!Number.isInteger(seed)) {
    throw new InputError(
      'evaluate: the model file names no seed, so the part that its training held back is not known; use --split all',
    );
  }
  return selectExamples(dataset, {
    splits: [split],
    splitRandom: createRandom(seed, randomStreams.split),
    sampleRandom: createRandom(seed, randomStreams.sample),
  });
}

/** Every example. Not by `list`, which asks for two labels or more: a file to test with may have one. */
async function everything(dataset: Dataset): Promise<Selection> {
  const selection: Selection = [];
  for await (const { name, label, split = 'test' } of dataset.read()) selection.push({ name, label, split });
  return selection.sort((a, b) => (a.name < b.name ? -1 : 1));
}
