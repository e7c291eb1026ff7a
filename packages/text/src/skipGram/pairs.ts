import type { Block } from './block.js';
import { endOfText } from './corpus.js';
import { fastRandom } from './fastRandom.js';
import { type AliasTable, drawFrom } from './negatives.js';

/** Which pairs of a block to learn: those of a word in `inputPart` whose neighbour is in `outputPart`, the words being dealt out to `parts`. */
export interface Task {
  inputPart: number;
  outputPart: number;
  /** Places of the block that are taken. */
  length: number;
  rate: number;
  seed: number;
}

/** What all tasks have in common. */
export interface Course {
  block: Block;
  parts: number;
  /** For each part, of its words in turn. */
  negatives: readonly AliasTable[];
  /** How many are drawn for each pair. */
  negative: number;
}

/** Called with a word and, in `targets`, its neighbour followed by `count` - 1 other words. */
export type LearnPair = (input: number, targets: Int32Array, count: number, rate: number) => void;

/**
 * Goes through the pairs of a task in the order of the text. Negatives come from the part of the neighbour, so that a task touches the input
 * vectors of one part and the output vectors of one part, and no other; a negative that is the neighbour itself is left out, as word2vec does.
 */
export function learnPairs(
  { inputPart, outputPart, length, rate, seed }: Task,
  { block: { words, reaches }, parts, negatives, negative }: Course,
  learn: LearnPair,
): void {
  const random = fastRandom(seed);
  const table = negatives[outputPart];
  const targets = new Int32Array(1 + negative);
  const learnIfMine = (input: number) => {
    if (input % parts !== inputPart) return;
    let count = 1;
    for (let n = 0; n < negative; n++) {
      const word = drawFrom(table, random()) * parts + outputPart;
      if (word !== targets[0]) targets[count++] = word;
    }
    learn(input, targets, count, rate);
  };
  for (let at = 0; at < length; at++) {
    if (words[at] === endOfText || words[at] % parts !== outputPart) continue;
    targets[0] = words[at];
    const first = Math.max(0, at - reaches[at]);
    const last = Math.min(length - 1, at + reaches[at]);
    for (let near = at - 1; near >= first && words[near] !== endOfText; near--) learnIfMine(words[near]);
    for (let near = at + 1; near <= last && words[near] !== endOfText; near++) learnIfMine(words[near]);
  }
}
