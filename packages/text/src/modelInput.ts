import type { Branch } from '@textcam/nn';
import type { Ngrams } from './ngrams.js';

/** Positions between a text's words and its n-grams: no filter sees both. */
export function gapOf(branches: readonly Branch[]): number {
  return Math.max(...branches.map(({ kernelSize }) => kernelSize)) - 1;
}

/** A text as the network takes it. */
export interface ModelInput {
  /** Rows of the embedding: those of the text's words, in order, then those of its n-grams. -1 between them and where no word is. */
  ids: Int32Array;
  /** For each id the first of the words that it stands for, and the last one, as places in the text; -1 for none. */
  firsts: Int32Array;
  lasts: Int32Array;
}

/**
 * A text's words with the n-grams in it.
 *
 * @param words vocabulary entries
 * @param gap positions between words and n-grams, so that no filter sees both
 */
export function modelInput(words: Int32Array, ngrams: Ngrams, gap: number): ModelInput {
  const places = words.map((_, place) => place);
  if (ngrams.size === 0) return { ids: words, firsts: places, lasts: places };
  const rows: number[] = [];
  const begins: number[] = [];
  const ends: number[] = [];
  ngrams.eachIn(words, (row, first, length) => {
    rows.push(row);
    begins.push(first);
    ends.push(first + length - 1);
  });
  if (rows.length === 0) return { ids: words, firsts: places, lasts: places };
  const after = (own: Int32Array, found: number[]) => {
    const joined = new Int32Array(own.length + gap + found.length).fill(-1);
    joined.set(own);
    joined.set(found, own.length + gap);
    return joined;
  };
  return { ids: after(words, rows), firsts: after(places, begins), lasts: after(places, ends) };
}
