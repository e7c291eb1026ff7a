import { describe, expect, test } from 'vitest';
import type { Piece } from '../protocol/explainCalls.js';
import { itemsOf, levelOf } from './items.js';

const seen = (relevance: number) => ({ lemma: '', inVocabulary: true, leftOut: null, count: 1, relevance, rank: 1 });

/** A text's words and gaps as pieces. */
function piecesOf(text: string): Piece[] {
  return Array.from(text.matchAll(/\S+|\s+/g), ({ 0: piece, index }) => ({
    start: index,
    end: index + piece.length,
    token: piece.trim() === '' ? null : seen(1),
  }));
}

const shown = (typed: string, changed: string, edits: { start: number; end: number; replacement: string }[]) =>
  itemsOf(typed, changed, piecesOf(changed), edits)
    .map((item) =>
      item.kind === 'dropped'
        ? `[${item.text}]`
        : item.kind === 'word' && item.insteadOf
          ? `${item.text}<${item.insteadOf}>`
          : item.text,
    )
    .join('');

describe('the marked text', () => {
  test('has what was dropped where it stood, between the blanks around it', () => {
    expect(shown('one two three', 'one  three', [{ start: 4, end: 7, replacement: '' }])).toBe('one [two] three');
  });

  test('has what was dropped at its beginning and end', () => {
    const edits = [
      { start: 0, end: 3, replacement: '' },
      { start: 4, end: 7, replacement: '' },
    ];
    expect(shown('one two', ' ', edits)).toBe('[one] [two]');
  });

  test('says in whose place a word stands', () => {
    expect(shown('one two', 'one red', [{ start: 4, end: 7, replacement: 'red' }])).toBe('one red<two>');
  });
});

test('shades go with the share of the strongest word, and have the sign of the value', () => {
  expect([10, 5, 1, 0.2, 0, -10].map((value) => levelOf(seen(value), 10))).toEqual([5, 3, 1, 0, 0, -5]);
});
