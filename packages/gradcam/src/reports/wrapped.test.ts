import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wrapped } from './wrapped.js';

test('breaks at blanks, so that no line is wider than it may be', () => {
  expect(wrapped('aa bb cc dd', 5)).toBe('aa bb\ncc dd');
});

test('line feeds of the text stay, and begin anew', () => {
  expect(wrapped('aa bb\ncc', 8)).toBe('aa bb\ncc');
});

test('a word wider than a line has its own', () => {
  expect(wrapped('a bbbbbb c', 4)).toBe('a\nbbbbbb\nc');
});

test('colours take no room', () => {
  expect(wrapped('\u001b[1maa\u001b[22m bb', 5)).toBe('\u001b[1maa\u001b[22m bb');
});

test('only blanks become line feeds, and lines are as wide as can be', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', '👍'), maxLength: 6 });
  fc.assert(
    fc.property(fc.array(word), fc.integer({ min: 1, max: 20 }), (words, width) => {
      const text = words.join(' ');
      const result = wrapped(text, width);
      expect(result.replaceAll('\n', ' ')).toBe(text);
      for (const line of result.split('\n')) {
        if (line.includes(' ')) expect([...line].length).toBeLessThanOrEqual(width);
      }
    }),
  );
});
