import type { Classifier, Dataset, Entry, Selection, Split } from '@textcam/text';
import { Option } from 'commander';
import { InputError } from './errors.js';
import type { DatasetOptions } from './options.js';
import { untilAborted } from './stopping.js';

/** Which texts of a data set to look at. */
export type SplitChoice = Split | 'all';
const splitChoices: readonly SplitChoice[] = ['train', 'test', 'all'];

export interface SplitOptions extends DatasetOptions {
  split?: SplitChoice;
}

/** `--split`, alike in all commands that look at labelled texts. */
export function splitOption(): Option {
  return new Option(
    '--split <part>',
    'which texts (default: test for imdb and starter, all for a file). Of a file, test is the fifth that `textcam train` ' +
      "holds back with the model's own seed, and train the rest: ask for test where the model learned from that file",
  ).choices(splitChoices);
}

/** The part asked for, or the one that the data set is for. */
export function splitOf({ split, dataset }: SplitOptions): SplitChoice {
  return split ?? (['imdb', 'starter'].includes(dataset) ? 'test' : 'all');
}

export interface SelectPartOptions {
  split: SplitChoice;
  /** A balanced sample of so many; all when left out. */
  limit?: number | undefined;
  /** Every example of the data set, where that is known without reading it. */
  known?: readonly Entry[] | undefined;
  signal: AbortSignal;
}

/**
 * The examples of a part of a data set, in file order; where something is drawn, with the classifier's own seed. Throws InputError where it has
 * none, DatasetError for data that cannot be used, and the signal's reason.
 */
export function selectPart(
  classifier: Classifier,
  dataset: Pick<Dataset, 'name' | 'list' | 'read'>,
  { signal, ...options }: SelectPartOptions,
): Promise<Selection> {
  return untilAborted(select(classifier, dataset, options), signal);
}

async function select(
  classifier: Classifier,
  dataset: Pick<Dataset, 'name' | 'list' | 'read'>,
  { split, limit, known }: Omit<SelectPartOptions, 'signal'>,
): Promise<Selection> {
  const everything = async () => known ?? (await entriesOf(dataset));
  if (split === 'all' && limit === undefined) return withSplit(await everything());
  const [{ balancedSample, randomStreams, selectExamples }, { createRandom }] = await Promise.all([
    import('@textcam/text'),
    import('@textcam/tensor'),
  ]);
  const { seed } = classifier.provenance;
  if (!Number.isInteger(seed)) {
    throw new InputError(
      'the model file names no seed, which is needed to draw a sample and to know the part that its training held back; use --split all ' +
        'without --limit',
    );
  }
  const sampleRandom = createRandom(seed, randomStreams.sample);
  if (split === 'all') return withSplit(balancedSample(await everything(), limit as number, sampleRandom));
  return selectExamples(dataset, {
    splits: [split],
    ...(limit !== undefined && { limit }),
    splitRandom: createRandom(seed, randomStreams.split),
    sampleRandom,
  });
}

function withSplit(entries: readonly Entry[]): Selection {
  return entries.map((entry) => ({ ...entry, split: entry.split ?? 'test' }));
}

/** Every example. Not by `list`, which asks for two labels or more: a file to test with may have one. */
async function entriesOf(dataset: Pick<Dataset, 'read'>): Promise<Entry[]> {
  const entries: Entry[] = [];
  for await (const { text: _, ...entry } of dataset.read()) entries.push(entry);
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
}
