import { KeyTable } from './keyTable.js';
import { reserved, VocabularyError } from './vocabulary.js';

/** Words of the longest run; each takes so many places in `words`. */
export const longestNgram = 3;

/**
 * Runs of two or three words that have rows of their own in the embedding, after those of the vocabulary. Known by their words, not by a hash of
 * them: no two share a row, and each can be shown.
 */
export class Ngrams {
  /** [runs, 3]: vocabulary entries, -1 in place of the third word of a pair. */
  readonly words: Int32Array;
  readonly #vocabularySize: number;
  readonly #table: KeyTable;
  /** Words of the longest run there is; 1 when there is none. */
  readonly longest: number;

  /**
   * @param words see `words`
   * @throws VocabularyError for a run of what is no word, and one that comes twice
   */
  constructor(words: Int32Array, vocabularySize: number) {
    this.words = words;
    this.#vocabularySize = vocabularySize;
    const keys = Float64Array.from({ length: words.length / longestNgram }, (_, n) => this.#keyAt(n));
    this.#table = new KeyTable(keys);
    const twice = keys.findIndex((key, n) => this.#table.placeOf(key) !== n);
    if (twice >= 0) throw new VocabularyError(`n-grams: number ${twice} is there twice; ${mustBe}`);
    this.longest = words.length === 0 ? 1 : words.some((word, n) => n % longestNgram === 2 && word >= 0) ? 3 : 2;
  }

  /** None at all. */
  static none(vocabularySize: number): Ngrams {
    return new Ngrams(new Int32Array(), vocabularySize);
  }

  /** How many. */
  get size(): number {
    return this.words.length / longestNgram;
  }

  /** The vocabulary entries of run `n`. */
  wordsOf(n: number): Int32Array {
    const own = this.words.subarray(n * longestNgram, (n + 1) * longestNgram);
    return own[2] < 0 ? own.subarray(0, 2) : own;
  }

  /**
   * Calls `found` for every run in a text, those that begin first first, of these the pair first.
   *
   * @param words vocabulary entries of a text's words
   */
  eachIn(words: Int32Array, found: (row: number, first: number, length: number) => void): void {
    if (this.longest === 1) return;
    for (let first = 0; first + 1 < words.length; first++) {
      for (let length = 2; length <= this.longest && first + length <= words.length; length++) {
        const place = this.#table.placeOf(keyOf(words, first, length, this.#vocabularySize));
        if (place >= 0) found(this.#vocabularySize + place, first, length);
      }
    }
  }

  #keyAt(n: number): number {
    const own = this.wordsOf(n);
    const isWord = (word: number) => word >= reserved.length && word < this.#vocabularySize;
    if (!own.every(isWord)) throw new VocabularyError(`n-grams: number ${n} is of words that are not there; ${mustBe}`);
    return keyOf(own, 0, own.length, this.#vocabularySize);
  }
}

const mustBe = 'must be different runs of two or three words of the vocabulary; train the classifier again';

/**
 * One number for a run of words: that of a pair is below that of every triple of words that are not reserved. 0 for a run with an unknown word,
 * which none of the runs has.
 */
export function keyOf(words: Int32Array, first: number, length: number, vocabularySize: number): number {
  let key = 0;
  for (let n = first; n < first + length; n++) {
    if (words[n] < reserved.length) return 0;
    key = key * vocabularySize + words[n];
  }
  return key;
}
