import type { EncodedText, Token } from '@textcam/text';

/** How a vocabulary entry is written where a sentence does not ask for a capital. */
export interface Spelling {
  inside: number;
  /** Those with a capital and a small letter after it: "TV" and "I" are no names. */
  capitalized: number;
}

const goesOn = /[\p{L}\p{N},]$/u;
const capitalized = /^\p{Lu}\p{Ll}/u;

/** Counts how words are written inside sentences: after a word or a comma, so that no title, list or quotation counts as one. */
export class SpellingTally {
  readonly #inside: Int32Array;
  readonly #capitalized: Int32Array;

  constructor(vocabularySize: number) {
    this.#inside = new Int32Array(vocabularySize);
    this.#capitalized = new Int32Array(vocabularySize);
  }

  add({ tokens, ids, positions }: EncodedText): void {
    // Words alone: those of an n-gram are among them.
    for (let n = 0; n < positions.length; n++) {
      const before: Token | undefined = tokens[positions[n] - 1];
      if (before === undefined || before.leftOut === 'markup' || !goesOn.test(before.text)) continue;
      this.#inside[ids[n]] += 1;
      if (capitalized.test(tokens[positions[n]].text)) this.#capitalized[ids[n]] += 1;
    }
  }

  of(id: number): Spelling {
    return { inside: this.#inside[id], capitalized: this.#capitalized[id] };
  }
}
