import type { Classifier, ModelInput } from '@textcam/text';

/** A text as ids, ready for a model. */
export interface InputText {
  /** Rows of the embedding, -1 for a position without a word. */
  ids: Int32Array;
  /** How many of them are the text; what follows is padding, which the model reads like words. */
  length: number;
  /** Added to the vectors that the ids name, row-major [ids.length, dimensions]: to see what small changes do. */
  noise?: Float32Array;
  /** Of a model that knows n-grams: what each id stands for. Left out, each is a word of its own. */
  units?: Units;
}

/** The words of a text whose further ids are n-grams. It has no padding. */
export interface Units {
  /** How many words there are: the first so many ids. */
  words: number;
  /** For each id the first and the last of the words that it stands for, -1 for none. */
  firsts: Int32Array;
  lasts: Int32Array;
  /** Other words as the model takes them, with the n-grams in those. */
  inputOf(words: Int32Array): ModelInput;
}

/** A text without padding, whose ids are its words. */
export function inputText(ids: ArrayLike<number>): InputText {
  return { ids: Int32Array.from(ids), length: ids.length };
}

/** What a classifier made of a text; its n-grams are found anew, so that the words alone will do. */
export function encodedText(classifier: Classifier, ids: Int32Array): InputText {
  if (classifier.ngrams.size === 0) return inputText(ids);
  const words = ids.filter((id) => id >= 0 && id < classifier.vocabulary.size);
  const inputOf = (some: Int32Array) => classifier.inputOf(some);
  const { firsts, lasts, ...input } = inputOf(words);
  return { ids: input.ids, length: input.ids.length, units: { words: words.length, firsts, lasts, inputOf } };
}

/** How many words a text has that can be taken away. */
export function wordsIn({ length, units }: InputText): number {
  return units?.words ?? length;
}

/** Does the model see n-grams in it? */
export function hasNgrams({ ids, units }: InputText): boolean {
  return units !== undefined && ids.length > units.words;
}
