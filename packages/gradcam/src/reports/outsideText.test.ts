import { expect, test } from 'vitest';
import { asName, harmless } from './outsideText.js';

test.each([
  ['escape sequences', '\u001b[31mred \u009b0m', '�[31mred �0m'],
  ['NUL, bell, backspace, delete', 'a\u0000\u0007\b\u007f', 'a����'],
  ['turned direction', '\u202egnp\u202c \u2066x\u2069', '�gnp� �x�'],
  ['lone surrogates', '\ud800a\udc00', '�a�'],
  ['carriage returns go', 'a\r\nb\r', 'a\nb'],
])('harmless: %s', (_, text, expected) => {
  expect(harmless(text)).toBe(expected);
});

test('harmless leaves text as it is: tabs, line feeds, emoji, marks of a right-to-left script', () => {
  const text = 'a\tb\nc 👩‍👩‍👧 e\u0301 שלום\u200f \u00a0\u2028';
  expect(harmless(text)).toBe(text);
});

test('a name stands on one line', () => {
  expect(asName('two\nlines\tand \u2028 more')).toBe('two lines and more');
});

test('a long name is cut between whole characters, with an ellipsis', () => {
  expect(asName('x'.repeat(60))).toBe('x'.repeat(60));
  expect(asName('x'.repeat(61))).toBe(`${'x'.repeat(59)}…`);
  expect(asName('👍👍👍👍', 3)).toBe('👍👍…');
});
