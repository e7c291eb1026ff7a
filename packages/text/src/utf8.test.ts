import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeUtf8 } from './utf8.js';

/** The text of the bytes when they come in chunks of `size`. */
async function decode(bytes: Uint8Array, size: number): Promise<string> {
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  let text = '';
  for await (const piece of decodeUtf8(chunks(), 'f')) text += piece;
  return text;
}

const encode = (text: string) => new TextEncoder().encode(text);

describe('decodeUtf8', () => {
  test('any text comes back, wherever the chunks cut it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 9 }), async (text, size) => {
        expect(await decode(encode(`a${text}`), size)).toBe(`a${text}`);
      }),
    );
  });

  test('a byte order mark is dropped at the start of the file and nowhere else', async () => {
    expect(await decode(encode('\uFEFFa\uFEFF'), 3)).toBe('a\uFEFF');
    expect(await decode(encode('\uFEFFa\uFEFF'), 1)).toBe('a\uFEFF');
  });

  // 'ä\n😀' takes 7 bytes, so the bad ones start at byte 8, in line 2.
  test.each([
    ['é in Latin-1', [0xe9]],
    ['a character cut off', [0xf0, 0x9f, 0x98]],
    ['half a surrogate pair', [0xed, 0xa0, 0x80]],
    ['a byte no text has', [0xff]],
    ['a lone continuation byte', [0x80]],
  ])('%s is an error with byte and line', async (_, bad) => {
    for (const after of ['', ',\n']) {
      const bytes = Uint8Array.of(...encode('ä\n😀'), ...bad, ...encode(after));
      for (const size of [1, 2, 3, 100]) {
        await expect(decode(bytes, size)).rejects.toThrow('f, line 2: byte 8 of the file is not UTF-8');
      }
    }
  });

  test('bytes are refused exactly if the whole would be', async () => {
    const byte = fc.oneof(fc.constantFrom(0x0a, 0x80, 0xa0, 0xc0, 0xc3, 0xe2, 0xed, 0xf0, 0xf4, 0xff), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(fc.array(byte), fc.integer({ min: 1, max: 5 }), async (bytes, size) => {
        let expected: string | undefined;
        try {
          expected = new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes));
        } catch {}
        expect(await decode(Uint8Array.from(bytes), size).catch(() => undefined)).toBe(expected);
      }),
      { numRuns: 500 },
    );
  });
});
