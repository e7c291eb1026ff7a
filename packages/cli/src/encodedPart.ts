import type { Classifier, Dataset, EncodedExample, TokenizedDataset } from '@textcam/text';
import { type SplitChoice, selectPart } from './datasetPart.js';
import { type Progress, showPreprocessing } from './progress.js';
import { follow } from './stopping.js';

export interface EncodedPartOptions {
  split: SplitChoice;
  /** A balanced sample of so many; all when left out. */
  limit?: number;
  progress: Progress;
  signal: AbortSignal;
}

/**
 * The examples of a part of a data set as a classifier takes them. Throws DatasetError for data that cannot be used, a label that the
 * classifier does not know among it.
 */
export async function encodedPart(
  classifier: Classifier,
  dataset: Dataset,
  { split, limit, progress, signal }: EncodedPartOptions,
): Promise<EncodedExample[]> {
  const [{ encodePart }, { preprocessInNode }] = await Promise.all([
    import('@textcam/text'),
    import('@textcam/text/node'),
  ]);
  progress.start(`Looking through ${dataset.name}`);
  const { maximumLength, stopWords } = classifier.preset;
  const encode = (tokenized: TokenizedDataset): EncodedExample[] =>
    [...new Set(tokenized.selection.map((entry) => entry.split))]
      .flatMap((part) => encodePart(tokenized, part, classifier.vocabulary, classifier.labels))
      .map(({ ids, ...example }) => ({ ...example, ids: classifier.inputOf(ids).ids }));
  const preprocessing = preprocessInNode()({
    dataset,
    settings: { maximumLength, stopWords },
    async select(listed, known) {
      const selection = await selectPart(classifier, { ...dataset, ...listed }, { split, limit, known, signal });
      // Once without the texts: a label that the classifier does not know is told before they are read, which takes long.
      encode({ selection, lemmas: [], texts: selection.map(() => new Int32Array()) });
      return selection;
    },
    signal,
  });
  return encode(await follow(preprocessing, signal, (event) => showPreprocessing(progress, event)));
}
