import type { InputText } from './inputText.js';

/** What an n-gram says by itself; its words by their places in the text, first and last. */
export interface NgramValue {
  first: number;
  last: number;
  relevance: number;
}

export interface WordValues {
  /** One for each word; where ids are words, one for each id. */
  values: number[];
  /** In the order of the ids. */
  ngrams: NgramValue[];
}

/**
 * Values of ids as values of words: that of an n-gram goes to its words in equal parts, so that nothing is added or lost.
 *
 * An n-gram is there only when all its words are, which is a unanimity game, and equal parts are its Shapley value. So of values that add up,
 * as in an affine network, each word gets its Shapley value in the game where words come and go.
 *
 * @param relu what speaks against is cut off: of the words' values, once they are whole, and of the n-grams'
 * @see Shapley 1953, A Value for n-Person Games
 */
export function wordValues({ units }: InputText, values: number[], relu: boolean): WordValues {
  const cut = (value: number) => (relu ? Math.max(0, value) : value);
  if (!units) return { values: relu ? values.map(cut) : values, ngrams: [] };
  const { words, firsts, lasts } = units;
  const own = values.slice(0, words);
  const ngrams: NgramValue[] = [];
  for (let n = words; n < values.length; n++) {
    const [first, last] = [firsts[n], lasts[n]];
    if (first < 0) continue;
    for (let word = first; word <= last; word++) own[word] += values[n] / (last - first + 1);
    ngrams.push({ first, last, relevance: cut(values[n]) });
  }
  return { values: relu ? own.map(cut) : own, ngrams };
}
