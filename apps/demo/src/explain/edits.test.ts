import { describe, expect, test } from 'vitest';
import { applied, type Edit, editsAsText, editsFromText, withEdit } from './edits.js';

const text = 'one two three';
const dropTwo: Edit = { start: 4, end: 7, replacement: '' };
const redForTwo: Edit = { start: 4, end: 7, replacement: 'red' };

describe('changes of a text', () => {
  test('are made from its beginning to its end', () => {
    expect(applied(text, [{ start: 0, end: 3, replacement: 'a' }, dropTwo])).toBe('a  three');
  });

  test('count in the text as typed, wherever the changed text has the word', () => {
    const edits = withEdit([dropTwo], { start: 5, end: 10, replacement: 'four' });
    expect(edits).toEqual([dropTwo, { start: 8, end: 13, replacement: 'four' }]);
    expect(applied(text, edits)).toBe('one  four');
  });

  test('of a piece right beside what was dropped leave that dropped', () => {
    const withoutB = [{ start: 1, end: 2, replacement: '' }];
    expect(applied('abc', withEdit(withoutB, { start: 0, end: 1, replacement: 'x' }))).toBe('xc');
    expect(applied('abc', withEdit(withoutB, { start: 1, end: 2, replacement: 'x' }))).toBe('ax');
  });

  test('of what was put in take its place', () => {
    expect(withEdit([redForTwo], { start: 4, end: 7, replacement: 'green' })).toEqual([
      { ...redForTwo, replacement: 'green' },
    ]);
  });

  test('of a part of what was put in leave the rest of it', () => {
    const put = [{ ...redForTwo, replacement: 'very red' }];
    expect(applied(text, withEdit(put, { start: 9, end: 12, replacement: 'blue' }))).toBe('one very blue three');
  });
});

describe('changes in an address', () => {
  test('come back as they were, commas, equal signs and percent signs too', () => {
    const edits = [dropTwo, { start: 8, end: 13, replacement: '1,5 % = 2%2C' }];
    expect(editsFromText(editsAsText(edits), text)).toEqual(edits);
  });

  test('that do not fit the text, or overlap, are left out', () => {
    expect(editsFromText('4-7,5-8=x,90-95,7-4,junk', text)).toEqual([dropTwo]);
  });
});
