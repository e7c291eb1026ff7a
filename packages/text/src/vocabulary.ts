/**
 * The entries every vocabulary begins with. Index 0, `<unk>`, stands for every unknown word and, as in the article, is
 * the padding value too; the other three are rows of the embedding that no text reaches.
 */
export const reserved = ['<unk>', '<pad>', '<bos>', '<eos>'] as const;

const isReserved = (word: string) => reserved.some((entry) => entry === word);

/** A vocabulary that cannot be used as it is. The message is one line for the user. */
export class VocabularyError extends Error {
  override readonly name = 'VocabularyError';
}

/** Which lemma has which row of the embedding: `words[id]`, and back. Does not change once made. */
export class Vocabulary {
  /** Every entry by its id, the reserved ones first. */
  readonly words: readonly string[];
  readonly #ids: ReadonlyMap<string, number>;

  /**
   * The `size` most frequent lemmas, after the reserved entries; of equally frequent ones those first in the order of
   * their UTF-16 units, which is the same in every locale. Fewer when there are not so many. Reserved names among the
   * lemmas are left out.
   *
   * @param counts each lemma once, with how often it occurs
   * @throws VocabularyError for a size that is not a whole number, or a lemma that comes twice
   */
  static of(counts: Iterable<[string, number]>, size: number): Vocabulary {
    if (!Number.isInteger(size) || size < 0) {
      throw new VocabularyError(`vocabulary: a size of ${size}; must be a whole number, 0 or more, as 10000`);
    }
    const frequent = [...counts]
      .filter(([lemma]) => !isReserved(lemma))
      .sort(([a, timesA], [b, timesB]) => timesB - timesA || (a < b ? -1 : a > b ? 1 : 0))
      .slice(0, size)
      .map(([lemma]) => lemma);
    return new Vocabulary([...reserved, ...frequent]);
  }

  /**
   * @param words every entry by its id, the reserved ones included
   * @throws VocabularyError when it does not begin with the reserved entries, or has a word twice
   */
  constructor(words: readonly string[]) {
    reserved.forEach((entry, id) => {
      if (words[id] === entry) return;
      const found = id < words.length ? JSON.stringify(words[id]) : 'nothing';
      throw new VocabularyError(`vocabulary: entry ${id} is ${found}; must be "${entry}"; train the classifier again`);
    });
    const ids = new Map<string, number>();
    words.forEach((word, id) => {
      const before = ids.get(word);
      if (before !== undefined) {
        throw new VocabularyError(
          `vocabulary: ${JSON.stringify(word)} is entry ${before} and entry ${id}; must be there once; ` +
            'train the classifier again',
        );
      }
      ids.set(word, id);
    });
    this.words = Object.freeze([...words]);
    this.#ids = ids;
  }

  /** How many entries, the reserved ones included: the rows of the embedding. */
  get size(): number {
    return this.words.length;
  }

  /** The row of a lemma; 0 when it is unknown, or when a text spells the name of a reserved entry. */
  idOf(lemma: string): number {
    const id = this.#ids.get(lemma);
    return id === undefined || id < reserved.length ? 0 : id;
  }

  /** Whether a lemma of a text has a row of its own. */
  has(lemma: string): boolean {
    return this.idOf(lemma) !== 0;
  }
}
