import { expect, test } from 'vitest';
import { packed, unpacked } from './packed.js';

test('a text comes back from its code, whatever is in it, and the code needs no escaping in an address', async () => {
  const text = 'dull film, “größer” 👩‍👩‍👧 '.repeat(50);
  const code = await packed(text);
  expect(code).toMatch(/^[\w-]+$/);
  expect(code.length).toBeLessThan(150);
  expect(await unpacked(code)).toBe(text);
});

test('a code that would unpack to more than an address has to hold is refused', async () => {
  await expect(unpacked(await packed('a'.repeat(2_000_000)))).rejects.toThrow(/over 1000000 bytes; must be shorter/);
});
