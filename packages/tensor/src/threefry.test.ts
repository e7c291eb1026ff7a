import { describe, expect, test } from 'vitest';
import { threefry, uniformAt } from './threefry.js';

describe('threefry', () => {
  // Known answers for threefry2x32 with 20 rounds, from the file kat_vectors of Random123.
  test.each([
    { key: [0, 0], counter: [0, 0], words: [0x6b200159, 0x99ba4efe] },
    {
      key: [0xffffffff, 0xffffffff],
      counter: [0xffffffff, 0xffffffff],
      words: [0x1cb996fc, 0xbb002be7],
    },
    {
      key: [0x13198a2e, 0x03707344],
      counter: [0x243f6a88, 0x85a308d3],
      words: [0xc4923a9c, 0x483df7a0],
    },
  ])('gives the known words for key $key and counter $counter', ({ key, counter, words }) => {
    expect(threefry(key[0], key[1], counter[0], counter[1])).toEqual(words);
  });
});

describe('uniformAt', () => {
  test('is the upper 24 bits of the first word', () => {
    expect(uniformAt(0, 0, 0)).toBe(0x6b2001 / 2 ** 24);
  });

  test('depends on the seed, the counter and the index', () => {
    const numbers = [uniformAt(0, 0, 0), uniformAt(1, 0, 0), uniformAt(0, 1, 0), uniformAt(0, 0, 1)];
    expect(new Set(numbers).size).toBe(4);
  });

  test('takes a negative seed for the same 32 bits without a sign', () => {
    expect(uniformAt(-1, 0, 0)).toBe(uniformAt(2 ** 32 - 1, 0, 0));
  });
});
