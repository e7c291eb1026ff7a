import { describe, expect, test } from 'vitest';
import { inputText } from './inputText.js';
import { only, without } from './removal.js';

describe('words 0 and 2 of 5, 6, 7, 8', () => {
  const text = inputText([5, 6, 7, 8]);

  test.each([
    ['delete', [6, 8]],
    ['zero', [-1, 6, -1, 8]],
    ['pad', [0, 6, 0, 8]],
  ] as const)('taken away by %s', (removal, ids) => {
    expect([...without(text, [2, 0], removal).ids]).toEqual(ids);
    expect([...only(text, [1, 3], removal).ids]).toEqual(ids);
  });

  describe('of "dull good film", with n-grams after a gap of one', () => {
    const firsts = Int32Array.of(0, 1, 2, -1, 0, 1);
    const lasts = Int32Array.of(0, 1, 2, -1, 1, 2);
    // What meets after a word is gone is an n-gram too.
    const inputOf = (words: Int32Array) => ({ ids: Int32Array.of(...words, -1, 9), firsts, lasts });
    const text = { ids: Int32Array.of(5, 6, 7, -1, 15, 16), length: 6, units: { words: 3, firsts, lasts, inputOf } };

    test.each([
      ['delete', [5, 7, -1, 9]],
      ['zero', [5, -1, 7, -1, -1, -1]],
      ['pad', [5, 0, 7, -1, -1, -1]],
    ] as const)('by %s, n-grams go with any of their words', (removal, ids) => {
      expect([...without(text, [1], removal).ids]).toEqual(ids);
      expect([...only(text, [0, 2], removal).ids]).toEqual(ids);
    });

    test('those whose words all stay stay', () => {
      expect([...without(text, [2], 'zero').ids]).toEqual([5, 6, -1, -1, 15, -1]);
    });
  });

  test('the text stays as it was', () => {
    without(text, [0], 'zero');
    expect([...text.ids]).toEqual([5, 6, 7, 8]);
  });
});

test('padding after the text stays, and a deleted word makes the text shorter, not the padding', () => {
  const padded = { ids: Int32Array.of(5, 6, 0, 0), length: 2 };
  expect(without(padded, [0], 'delete')).toEqual({ ids: Int32Array.of(6, 0, 0), length: 1 });
  expect(only(padded, [], 'zero')).toEqual({ ids: Int32Array.of(-1, -1, 0, 0), length: 2 });
});

test('a word named twice is taken away once', () => {
  expect(without(inputText([5, 6]), [1, 1], 'delete')).toEqual({ ids: Int32Array.of(5), length: 1 });
});
