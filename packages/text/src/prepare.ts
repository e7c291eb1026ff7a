import type { Random } from '@textcam/tensor';
import {
  type EncodedExample,
  encodePart,
  type PreprocessEvent,
  type Selection,
  selectExamples,
  type TokenizedDataset,
  vocabularyOf,
} from './encode.js';
import { type Dataset, DatasetError } from './examples.js';
import { gapOf, modelInput } from './modelInput.js';
import type { Ngrams } from './ngrams.js';
import { type Preprocess, preprocessHere } from './preprocess.js';
import type { Preset } from './presets.js';
import { selectNgrams } from './selectNgrams.js';
import { stratifiedTestPart } from './split.js';
import type { WordVectors } from './vectors.js';
import { reserved, type Vocabulary } from './vocabulary.js';

/** Chooses the examples to learn from, marked as train, and those to test with, marked as test, from all that a data set lists. */
export type Choose = (listed: Pick<Dataset, 'list'>) => Promise<Selection>;

export interface TokenizingOptions {
  dataset: Dataset;
  preset: Preset;
  /** A balanced sample of so many from each part. */
  limit?: number;
  /** Decides the test part, where the data set has none of its own. */
  splitRandom: Random;
  /** Decides the sample. */
  sampleRandom: Random;
  /** In place of the data set's own parts and of the sample. */
  choose?: Choose | undefined;
  /** `preprocessHere` when left out. */
  preprocess?: Preprocess | undefined;
  signal?: AbortSignal | undefined;
}

/** A data set before anything is counted in it. */
export interface Tokenized extends TokenizedDataset {
  /** Those of the training part, sorted: an example's label is a place in it. */
  labels: string[];
}

/** A data set as training takes it. */
export interface Prepared {
  /** Those of the training part, sorted: an example's label is a place in it. */
  labels: string[];
  /** Of the training part, what is held back of it left out. */
  vocabulary: Vocabulary;
  ngrams: Ngrams;
  train: EncodedExample[];
  /** Held back of the training part. */
  validation: EncodedExample[];
  test: EncodedExample[];
}

/** The lemmas of a data set's examples. Yields progress. Throws DatasetError for a data set that cannot be trained on. */
export async function* tokenize(options: TokenizingOptions): AsyncGenerator<PreprocessEvent, Tokenized> {
  const { dataset, preset, preprocess = preprocessHere, signal, ...choices } = options;
  const { maximumLength, stopWords } = preset;
  const { choose = (listed) => selectExamples(listed, { splits: ['train', 'test'], ...choices }) } = choices;
  let labels: string[] = [];
  const select: Choose = async (listed) => {
    const selection = await choose(listed);
    const inTraining = selection.filter((entry) => entry.split === 'train');
    labels = [...new Set(inTraining.map((entry) => entry.label))].sort();
    if (labels.length >= 2 && inTraining.length < selection.length) return selection;
    throw new DatasetError(
      `${dataset.name}: ${labels.length} labels to learn, ${selection.length - inTraining.length} examples to test with; ` +
        'there must be two labels or more, and something to test with; raise the limit or add examples',
    );
  };
  const tokenized = yield* preprocess({ dataset, settings: { maximumLength, stopWords }, select, signal });
  return { ...tokenized, labels };
}

/**
 * From lemmas to numbers to train on. Each text is encoded where it stands, see encodePart: a data set is prepared once, and for another time
 * from a copy.
 *
 * @param heldBack names of examples of the training part that nothing is learned from
 */
export function prepare(tokenized: Tokenized, preset: Preset, heldBack: ReadonlySet<string>): Prepared {
  const { labels } = tokenized;
  const vocabulary = vocabularyOf(tokenized, preset.vocabularySize, heldBack);
  const [learned, test] = (['train', 'test'] as const).map((split) => encodePart(tokenized, split, vocabulary, labels));
  const [train, validation] = [false, true].map((isHeldBack) =>
    learned.filter(({ name }) => heldBack.has(name) === isHeldBack),
  );
  const ngrams = selectNgrams(train, {
    length: preset.ngramLength,
    count: preset.ngramCount,
    vocabularySize: vocabulary.size,
    classes: labels.length,
  });
  const whole = (part: EncodedExample[]) => withNgrams(part, ngrams, gapOf(preset.branches));
  return { labels, vocabulary, ngrams, train: whole(train), validation: whole(validation), test: whole(test) };
}

/** A copy of the training part alone, to prepare besides the whole. */
export function trainingPartOf({ selection, texts, ...shared }: Tokenized): Tokenized {
  const places = [...selection.keys()].filter((n) => selection[n].split === 'train');
  return { ...shared, selection: places.map((n) => selection[n]), texts: places.map((n) => texts[n].slice()) };
}

/** A temperature from fewer texts is chance: they are better learned from. */
const fewestToCalibrate = 50;

/**
 * The names of the examples of the training part that nothing is learned from but the epoch and the temperature, stratified: none where the
 * preset holds nothing back, or too little to calibrate on. A label of few examples is learned from whole.
 *
 * @param random decides which
 */
export function heldBackOf(
  selection: Selection,
  { validation, patience }: Pick<Preset, 'validation' | 'patience'>,
  random: Random,
): ReadonlySet<string> {
  if (validation === 0) return new Set();
  const learned = selection.filter(({ split }) => split === 'train');
  const held = stratifiedTestPart(learned, { fraction: validation, random, least: 0 });
  return patience === 0 && held.size < fewestToCalibrate ? new Set() : held;
}

/** The same examples with their n-grams, in one memory: a buffer for each text costs as much again as what is in it. */
function withNgrams(examples: EncodedExample[], ngrams: Ngrams, gap: number): EncodedExample[] {
  if (ngrams.size === 0) return examples;
  let all = new Int32Array(2 * examples.reduce((sum, { ids }) => sum + ids.length, 0));
  let end = 0;
  const ends = examples.map((example) => {
    const { ids } = modelInput(example.ids, ngrams, gap);
    if (end + ids.length > all.length) {
      const larger = new Int32Array(2 * (end + ids.length));
      larger.set(all);
      all = larger;
    }
    all.set(ids, end);
    end += ids.length;
    return end;
  });
  return examples.map((example, n) => ({ ...example, ids: all.subarray(n === 0 ? 0 : ends[n - 1], ends[n]) }));
}

/** A table of embeddings to start with, row-major [rows, dimensions]: the words' vectors, and zeros where there is none. */
export function tableOf(
  { dimensions, rows }: WordVectors,
  { vocabulary, ngrams }: Pick<Prepared, 'vocabulary' | 'ngrams'>,
) {
  const values = new Float32Array((vocabulary.size + ngrams.size) * dimensions);
  const found = [...rows].filter(([word]) => vocabulary.has(word));
  for (const [word, row] of found) values.set(row, vocabulary.idOf(word) * dimensions);
  return { values, dimensions, found: found.length, words: vocabulary.size - reserved.length };
}
