import { type PreprocessEvent, type Selection, type TokenizedDataset, tokenizeDataset } from './encode.js';
import type { Dataset, Entry } from './examples.js';
import { tokenizeHere } from './lemmaChunks.js';
import type { TokenizerSettings } from './tokens.js';

export interface PreprocessOptions {
  dataset: Dataset;
  settings: TokenizerSettings;
  /**
   * Chooses the examples, by the data set's list. What it refuses is refused before the texts are read. `known`: every example, where they
   * are known without asking the data set.
   */
  select: (dataset: Pick<Dataset, 'name' | 'list'>, known?: readonly Entry[]) => Promise<Selection>;
  signal?: AbortSignal | undefined;
}

/** From a data set to the numbers of its lemmas: in one thread or several, read anew or kept from an earlier time, the numbers are the same. */
export type Preprocess = (options: PreprocessOptions) => AsyncGenerator<PreprocessEvent, TokenizedDataset>;

/** Preprocesses in the caller's thread, and keeps nothing. Throws DatasetError for data that cannot be used. */
export async function* preprocessHere({
  dataset,
  settings,
  select,
}: PreprocessOptions): AsyncGenerator<PreprocessEvent, TokenizedDataset> {
  return yield* tokenizeDataset(dataset, await select(dataset), tokenizeHere(settings));
}
