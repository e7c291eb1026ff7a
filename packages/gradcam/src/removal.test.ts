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
