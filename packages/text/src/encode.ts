import type { Random } from '@textcam/tensor';
import { type Dataset, DatasetError, type Entry, type Split } from './examples.js';
import type { TokenizeAll } from './lemmaChunks.js';
import { balancedSample, stratifiedTestPart } from './split.js';
import { Vocabulary } from './vocabulary.js';

/** A text as the model takes it. */
export interface EncodedExample {
  name: string;
  /** Which of the labels. */
  label: number;
  /** Rows of the embedding: the vocabulary entries of the words that the model sees, and its n-grams after them, see ModelInput. */
  ids: Int32Array;
}

export interface PreprocessEvent {
  type: 'preprocess';
  done: number;
  total: number;
  /** No text had to be read: all were kept from an earlier time. */
  fromCache?: true;
}

/** The examples of a data set to work with: one part after the other, each in file order. */
export type Selection = (Entry & { split: Split })[];

export interface SelectOptions {
  /** Parts to take. */
  splits: readonly Split[];
  /** A balanced sample of so many from each part; all of them when left out. */
  limit?: number;
  /** Decides the test part, where the data set has none of its own: a fifth, stratified. */
  splitRandom: Random;
  /** Decides the sample. */
  sampleRandom: Random;
}

/**
 * The examples to work with: the parts asked for, one after the other, each in file order. A data set without parts of its own gets a
 * seeded, stratified test part of a fifth. Throws DatasetError when a label has too few examples to be split.
 */
export async function selectExamples(dataset: Pick<Dataset, 'list'>, options: SelectOptions): Promise<Selection> {
  const { splits, limit, splitRandom, sampleRandom } = options;
  const entries = await dataset.list();
  const own = entries.every((entry) => entry.split !== undefined);
  const testNames = own ? undefined : stratifiedTestPart(entries, { fraction: 0.2, random: splitRandom });
  const placed = entries.map((entry) => ({
    ...entry,
    split: entry.split ?? (testNames?.has(entry.name) ? ('test' as const) : ('train' as const)),
  }));
  return splits.flatMap((split) => {
    const part = placed.filter((entry) => entry.split === split);
    // The sample is taken from entries with a split, and returns the very same objects.
    return limit === undefined ? part : (balancedSample(part, limit, sampleRandom) as Selection);
  });
}

/** Texts as numbers of distinct lemmas: what has to be kept of a text before there is a vocabulary. */
export interface TokenizedDataset {
  selection: Selection;
  /** The distinct lemmas, in the order of first sight. */
  lemmas: string[];
  /** For each example of the selection, the lemmas that the model may see, as places in `lemmas`. */
  texts: Int32Array[];
  /** What tells the whole data set from any other, where the preprocessing takes it. */
  fingerprint?: string;
}

/**
 * Reads the selected texts once and keeps of each only the lemmas that the model may see. Yields progress and returns the result:
 * memory is that of the numbers, never of the texts. Throws DatasetError when an example is gone since it was listed.
 */
export async function* tokenizeDataset(
  dataset: Pick<Dataset, 'name' | 'read'>,
  selection: Selection,
  tokenizeAll: TokenizeAll,
): AsyncGenerator<PreprocessEvent, TokenizedDataset> {
  const places = new Map(selection.map((entry, n) => [entry.name, n]));
  /** Of the texts that are on the way. */
  const reading: number[] = [];
  async function* selected() {
    for await (const { name, text } of dataset.read()) {
      const place = places.get(name);
      if (place === undefined) continue;
      reading.push(place);
      yield text;
    }
  }
  const lemmas: string[] = [];
  const texts = new Array<Int32Array | undefined>(selection.length);
  let done = 0;
  for await (const { newLemmas, lengths, numbers } of tokenizeAll(selected())) {
    for (const lemma of newLemmas) lemmas.push(lemma);
    const inChunk = reading.splice(0, lengths.length);
    let from = 0;
    for (let n = 0; n < lengths.length; n++) {
      texts[inChunk[n]] = numbers.subarray(from, from + lengths[n]);
      from += lengths[n];
      done += 1;
      yield { type: 'preprocess', done, total: selection.length };
    }
  }
  const whole = texts.filter((text) => text !== undefined);
  if (whole.length < selection.length) {
    throw new DatasetError(
      `${dataset.name}: ${selection.length - whole.length} examples were listed and then not there; the data must not change ` +
        'while it is read; try again',
    );
  }
  return { selection, lemmas, texts: whole };
}

/** The vocabulary of the training part, but for the examples that are held back: its `size` most frequent lemmas. */
export function vocabularyOf(
  { selection, lemmas, texts }: TokenizedDataset,
  size: number,
  heldBack: ReadonlySet<string> = new Set(),
): Vocabulary {
  const counts = new Int32Array(lemmas.length);
  texts.forEach((text, n) => {
    const { split, name } = selection[n];
    if (split === 'train' && !heldBack.has(name)) for (const lemma of text) counts[lemma] += 1;
  });
  const counted = lemmas.map((lemma, n): [string, number] => [lemma, counts[n]]);
  return Vocabulary.of(
    counted.filter(([, count]) => count > 0),
    size,
  );
}

/**
 * The words of the examples of one part, in file order, before n-grams come to them. Each is encoded where it stands, so that a data set is in
 * memory once: its text in `texts` are ids from now on, and a part is encoded once. Throws DatasetError for a label that is not among `labels`.
 */
export function encodePart(
  { selection, lemmas, texts }: TokenizedDataset,
  split: Split,
  vocabulary: Vocabulary,
  labels: readonly string[],
): EncodedExample[] {
  const idOfLemma = Int32Array.from(lemmas, (lemma) => vocabulary.idOf(lemma));
  const part = [...selection.keys()].filter((n) => selection[n].split === split);
  const numberOf = part.map((n) => labelNumber(selection[n].label, labels, selection[n].name));
  return part.map((n, place) => {
    const ids = texts[n];
    for (let i = 0; i < ids.length; i++) ids[i] = idOfLemma[ids[i]];
    return { name: selection[n].name, label: numberOf[place], ids };
  });
}

/** Which of the labels. Throws DatasetError for none of them. */
export function labelNumber(label: string, labels: readonly string[], name: string): number {
  const number = labels.indexOf(label);
  if (number >= 0) return number;
  throw new DatasetError(
    `${name}: label ${JSON.stringify(label)}; the model knows ${labels.map((known) => JSON.stringify(known)).join(', ')}; ` +
      'correct the label, or train with it',
  );
}
