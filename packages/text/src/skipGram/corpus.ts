import type { LemmaChunk } from '../lemmaChunks.js';

/** Texts as numbers, to learn word vectors from. */
export interface Corpus {
  /** The words that occur often enough, the most frequent first; of equals, the one seen first. */
  words: string[];
  /** How often each of them occurs. */
  counts: Int32Array;
  /** All texts, one after the other, as places in `words`, with `endOfText` after each. Rarer words are gone, as if they had not stood there. */
  texts: Int32Array;
}

export const endOfText = -1;

/** What no line of vectors can begin with: white space, which is the lemma of markup, would end the word, and the rest has no UTF-8 of its own. */
const unwritable = /[\s\uFFFD\p{Surrogate}]/u;

/**
 * Reads texts that were tokenized with `everyToken`: stop words count, markup does not. Yields the number of texts read so far; memory is that of
 * the numbers, never of the texts.
 */
export async function* readCorpus(
  chunks: AsyncIterable<LemmaChunk>,
  minimumCount: number,
): AsyncGenerator<number, Corpus> {
  const lemmas: string[] = [];
  const lots: Int32Array[] = [];
  let done = 0;
  for await (const chunk of chunks) {
    for (const lemma of chunk.newLemmas) lemmas.push(lemma);
    lots.push(wordsOf(chunk));
    done += chunk.lengths.length;
    yield done;
  }
  const counts = new Int32Array(lemmas.length);
  for (const lot of lots) for (const lemma of lot) if (lemma !== endOfText) counts[lemma] += 1;
  const kept = [...lemmas.keys()]
    .filter((lemma) => counts[lemma] >= minimumCount && !unwritable.test(lemmas[lemma]))
    .sort((a, b) => counts[b] - counts[a] || a - b);
  return {
    words: kept.map((lemma) => lemmas[lemma]),
    counts: Int32Array.from(kept, (lemma) => counts[lemma]),
    texts: renumbered(lots, lemmas.length, kept),
  };
}

function wordsOf({ lengths, numbers }: LemmaChunk): Int32Array {
  const words = new Int32Array(numbers.length + lengths.length);
  let [end, from] = [0, 0];
  for (const length of lengths) {
    words.set(numbers.subarray(from, from + length), end);
    words[end + length] = endOfText;
    from += length;
    end += length + 1;
  }
  return words;
}

/** Empties `lots` on the way: both forms of a large corpus need not be held at once. */
function renumbered(lots: Int32Array[], lemmas: number, kept: readonly number[]): Int32Array {
  const rare = -2;
  const places = new Int32Array(lemmas).fill(rare);
  kept.forEach((lemma, place) => {
    places[lemma] = place;
  });
  const parts = lots.map((lot, n) => {
    lots[n] = new Int32Array();
    return lot.map((lemma) => (lemma === endOfText ? endOfText : places[lemma])).filter((place) => place !== rare);
  });
  const texts = new Int32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let end = 0;
  for (const part of parts) {
    texts.set(part, end);
    end += part.length;
  }
  return texts;
}
