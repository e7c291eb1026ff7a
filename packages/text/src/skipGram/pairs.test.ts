import { describe, expect, test } from 'vitest';
import { aliasTable } from './negatives.js';
import { learnPairs } from './pairs.js';

const evenly = (words: number) => aliasTable(new Float64Array(words).fill(1));

/** The pairs of a block, 'input-neighbour', in the order they are learned, and all negatives. */
function pairsOf(words: number[], reach: number, { parts = 1, negative = 5, inputPart = 0, outputPart = 0 } = {}) {
  const block = { words: Int32Array.from(words), reaches: Int32Array.from(words, () => reach) };
  const course = { block, parts, negative, negatives: Array.from({ length: parts }, () => evenly(4)) };
  const pairs: string[] = [];
  const negatives: { neighbour: number; words: number[] }[] = [];
  learnPairs({ inputPart, outputPart, length: words.length, rate: 1, seed: 7 }, course, (input, targets, count) => {
    pairs.push(`${input}-${targets[0]}`);
    negatives.push({ neighbour: targets[0], words: [...targets.subarray(1, count)] });
  });
  return { pairs, negatives };
}

describe('the pairs of a block', () => {
  test('are each word’s neighbours within its reach, with the word', () => {
    expect(pairsOf([0, 1, 2, 3], 1).pairs).toEqual(['1-0', '0-1', '2-1', '1-2', '3-2', '2-3']);
    expect(pairsOf([0, 1, 2], 2).pairs).toEqual(['1-0', '2-0', '0-1', '2-1', '1-2', '0-2']);
  });

  test('never reach across the end of a text', () => {
    expect(pairsOf([0, 1, -1, 2, 3, -1], 5).pairs).toEqual(['1-0', '0-1', '3-2', '2-3']);
  });

  test('are split among parts without a pair lost or learned twice', () => {
    const words = [0, 1, 2, 3, 4, 5, 6, 7, 0, 3];
    const split = [0, 1].flatMap((inputPart) =>
      [0, 1].flatMap((outputPart) => pairsOf(words, 3, { parts: 2, inputPart, outputPart }).pairs),
    );
    expect(split.sort()).toEqual(pairsOf(words, 3).pairs.sort());
  });

  test('have negatives of the neighbour’s part, never the neighbour itself', () => {
    const { negatives } = pairsOf([0, 1, 2, 3, 4, 5, 6, 7], 7, { parts: 2, outputPart: 1 });
    expect(new Set(negatives.flatMap(({ words }) => words))).toEqual(new Set([1, 3, 5, 7]));
    for (const { neighbour, words } of negatives) expect(words).not.toContain(neighbour);
  });
});
