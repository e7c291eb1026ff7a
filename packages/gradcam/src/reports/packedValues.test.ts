import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packed, rounded } from './packedValues.js';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** As the page's script reads it. */
function unpacked(three: string): number {
  const code = [...three].reduce((sum, character) => 64 * sum + alphabet.indexOf(character), 0);
  return Number(`${(code % 2000) - 999}e${Math.floor(code / 2000) - 65}`);
}

test.each([0, 1, -1, 0.42, -0.0123, 999, 1000, 999.6, 1e-7, -3.21e20])('%d comes out as it would be shown', (value) => {
  expect(unpacked(packed([value])) + 0).toBe(rounded(value) + 0);
});

test('any value comes out with three digits, in three characters that mean nothing in HTML', () => {
  fc.assert(
    fc.property(fc.double({ min: -1e60, max: 1e60, noNaN: true }), (value) => {
      const three = packed([value]);
      expect(three).toMatch(/^[\w-]{3}$/);
      if (Math.abs(value) < 1e-59) expect(unpacked(three) + 0).toBeCloseTo(0, 50);
      else expect(unpacked(three)).toBe(rounded(value));
    }),
  );
});
