import type { EncodedExample } from './encode.js';
import { KeyTable } from './keyTable.js';
import { emptyPresence, logCountRatios, type Presence, presenceCounter } from './naiveBayes.js';
import { keyOf, longestNgram, Ngrams } from './ngrams.js';

export interface NgramSelection {
  /** Words of the longest run, 1 for none. */
  length: number;
  /** How many at most. */
  count: number;
  vocabularySize: number;
  classes: number;
}

/**
 * The runs of two words, or of two and three, that tell the classes apart most: by the distance between their largest and smallest log-count
 * ratio, times the root of the number of texts that have them. A run has to occur as often as it has words. Of equal ones that of the more
 * frequent words goes first.
 *
 * @param examples of the training part, their ids the vocabulary entries of their words
 */
export function selectNgrams(examples: readonly EncodedExample[], selection: NgramSelection): Ngrams {
  const { length, count, vocabularySize, classes } = selection;
  const runs: { keys: Float64Array; strengths: Float64Array }[] = [];
  for (let words = 2; words <= length; words++) {
    const keys = repeatedKeys(examples, words, vocabularySize);
    const table = new KeyTable(keys);
    const presence = presenceOfRuns(examples, table, { words, rows: keys.length, vocabularySize, classes });
    runs.push({ keys, strengths: keys.map((_, n) => strengthOf(presence, n)) });
  }
  return new Ngrams(wordsOfKeys(strongest(runs, count), vocabularySize), vocabularySize);
}

/** The keys of so many of the strongest runs, the strongest first. */
function strongest(runs: readonly { keys: Float64Array; strengths: Float64Array }[], count: number): number[] {
  // Of a million runs most are not even candidates: only those are put in order.
  const all = new Float64Array(runs.reduce((sum, { strengths }) => sum + strengths.length, 0));
  runs.forEach(({ strengths }, n) => {
    all.set(strengths, n === 0 ? 0 : runs[n - 1].strengths.length);
  });
  all.sort();
  const least = all.length > count ? all[all.length - count] : 0;
  return runs
    .flatMap(({ keys, strengths }) =>
      Array.from(strengths.keys())
        .filter((n) => strengths[n] >= least)
        .map((n) => ({ key: keys[n], strength: strengths[n] })),
    )
    .sort((a, b) => b.strength - a.strength || a.key - b.key)
    .slice(0, count)
    .map(({ key }) => key);
}

/** The keys of the runs of so many words that occur at least as often, ascending. */
function repeatedKeys(examples: readonly EncodedExample[], words: number, vocabularySize: number): Float64Array {
  const all = new Float64Array(examples.reduce((sum, { ids }) => sum + Math.max(0, ids.length - words + 1), 0));
  let end = 0;
  for (const { ids } of examples) {
    for (let first = 0; first + words <= ids.length; first++) all[end++] = keyOf(ids, first, words, vocabularySize);
  }
  all.sort();
  // In place: what is kept never overtakes what is read.
  let kept = 0;
  for (let start = 0; start < all.length; ) {
    let next = start + 1;
    while (next < all.length && all[next] === all[start]) next++;
    if (all[start] > 0 && next - start >= words) all[kept++] = all[start];
    start = next;
  }
  return all.slice(0, kept);
}

function presenceOfRuns(
  examples: readonly EncodedExample[],
  table: KeyTable,
  { words, rows, vocabularySize, classes }: { words: number; rows: number; vocabularySize: number; classes: number },
): Presence {
  const presence = emptyPresence(rows, classes);
  const count = presenceCounter(presence);
  for (const { ids, label } of examples) {
    count.text(label);
    for (let first = 0; first + words <= ids.length; first++) {
      const place = table.placeOf(keyOf(ids, first, words, vocabularySize));
      if (place >= 0) count.row(place);
    }
  }
  return presence;
}

function strengthOf(presence: Presence, row: number): number {
  const ratios = logCountRatios(presence, row);
  const texts = presence.counts.reduce((sum, own) => sum + own[row], 0);
  return (Math.max(...ratios) - Math.min(...ratios)) * Math.sqrt(texts);
}

/** See `keyOf`. */
function wordsOfKeys(keys: readonly number[], vocabularySize: number): Int32Array {
  const words = new Int32Array(keys.length * longestNgram).fill(-1);
  keys.forEach((key, n) => {
    const run: number[] = [];
    for (let rest = key; rest > 0; rest = Math.floor(rest / vocabularySize)) run.unshift(rest % vocabularySize);
    words.set(run, n * longestNgram);
  });
  return words;
}
