import { expect, test } from 'vitest';
import { chancesToKeep, fillBlock } from './block.js';
import { fastRandom } from './fastRandom.js';

const blockOf = (length: number) => ({ words: new Int32Array(length), reaches: new Int32Array(length) });

test('a word of four times the threshold is kept three times in four, one below it always', () => {
  const [frequent, rare] = chancesToKeep(Int32Array.of(4, 96), 0.01);
  expect(frequent).toBeCloseTo(0.5 + 0.25);
  expect(rare).toBeLessThan(0.2);
  expect(chancesToKeep(Int32Array.of(1, 99), 0.01)[0]).toBeGreaterThanOrEqual(1);
});

test('words that are not kept are gone, ends of texts stay', () => {
  const block = blockOf(7);
  const chances = Float64Array.of(1, 0);
  const length = fillBlock(block, Int32Array.of(0, 1, 0, -1, 1, 0, -1), { chances, window: 3, random: fastRandom(1) });
  expect([...block.words.subarray(0, length)]).toEqual([0, 0, -1, 0, -1]);
});

test('a reach is each number from 1 to the window', () => {
  const block = blockOf(100);
  fillBlock(block, new Int32Array(100), { chances: Float64Array.of(1), window: 3, random: fastRandom(1) });
  expect(new Set(block.reaches)).toEqual(new Set([1, 2, 3]));
});
