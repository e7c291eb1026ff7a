import type {
  Classifier,
  Dataset,
  EncodedExample,
  Entry,
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
      const everything = async () => known ?? (await entriesOf(dataset));
      const selection = await untilAborted(select(classifier, listed, { split, everything }), signal);
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

async function select(
  classifier: Classifier,
  listed: Pick<Dataset, 'name' | 'list'>,
  { split, everything }: { split: SplitChoice; everything: () => Promise<readonly Entry[]> },
): Promise<Selection> {
  if (split === 'all') return (await everything()).map((entry) => ({ ...entry, split: entry.split ?? 'test' }));
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
  return selectExamples(listed, {
    splits: [split],
    splitRandom: createRandom(seed, randomStreams.split),
    sampleRandom: createRandom(seed, randomStreams.sample),
  });
}

/** Every example. Not by `list`, which asks for two labels or more: a file to test with may have one. */
async function entriesOf(dataset: Dataset): Promise<Entry[]> {
  const entries: Entry[] = [];
  for await (const { text: _, ...entry } of dataset.read()) entries.push(entry);
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
}
