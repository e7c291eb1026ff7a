import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readVectors, VectorsError, type WantedWords } from './vectors.js';

async function* chunks(bytes: Uint8Array, size: number) {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

const all = () => true;

function read(content: string | Uint8Array, { wanted = all as WantedWords, size = 7 } = {}) {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return readVectors(chunks(bytes, size), { file: 'v.txt', wanted });
}

const rowsOf = async (content: string | Uint8Array, wanted: WantedWords = all) =>
  [...(await read(content, { wanted })).rows].map(([word, row]) => [word, ...row]);

const latin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

describe('readVectors', () => {
  test('reads rows without a header, as GloVe writes them', async () => {
    expect(await read('the 1 -2.5\nof .5 1e-1\n')).toEqual({
      dimensions: 2,
      rows: new Map([
        ['the', Float32Array.of(1, -2.5)],
        ['of', Float32Array.of(0.5, 0.1)],
      ]),
    });
  });

  test('reads a header, trailing spaces, line ends of Windows and a byte order mark', async () => {
    expect(await rowsOf('\uFEFF2 3\r\nthe 1 2 3 \r\nof 4 5 6 \r\n')).toEqual([
      ['the', 1, 2, 3],
      ['of', 4, 5, 6],
    ]);
  });

  test('the last line needs no line end, and empty lines are skipped', async () => {
    expect(await rowsOf('a 1 2\n\nb 3 4')).toEqual([
      ['a', 1, 2],
      ['b', 3, 4],
    ]);
  });

  test('keeps the wanted words only, given as a set or as a function', async () => {
    expect(await rowsOf('a 1 2\nb 3 4\n', new Set(['b', 'c']))).toEqual([['b', 3, 4]]);
    expect(await rowsOf('a 1 2\nb 3 4\n', (word) => word < 'b')).toEqual([['a', 1, 2]]);
  });

  test('of a word that occurs twice, the first row counts, which is remarked where the word is wanted', async () => {
    expect(await rowsOf('a 1 2\na 3 4\n')).toEqual([['a', 1, 2]]);
    expect((await read('a 1 2\na 3 4\n')).remarks).toEqual(['v.txt: has several rows of "a"; the first row counts']);
    expect((await read('a 1\nb 2\na 3\nb 4\na 5\n')).remarks).toEqual([
      'v.txt: has several rows of "a" and 1 more words; the first row counts',
    ]);
    expect(await read('a 1 2\na 3 4\n', { wanted: new Set(['b']) })).not.toHaveProperty('remarks');
  });

  test('a word may hold spaces, and spaces other than U+0020 separate nothing', async () => {
    expect(await rowsOf('a 1 2\n. . 3 4\nnew york\u00a0city 5 6\n')).toEqual([
      ['a', 1, 2],
      ['. .', 3, 4],
      ['new york\u00a0city', 5, 6],
    ]);
  });

  test('a word may be a number', async () => {
    expect(await rowsOf('7 1 2\n1984 3 4\n')).toEqual([
      ['7', 1, 2],
      ['1984', 3, 4],
    ]);
  });

  test('U+FEFF is a byte order mark at the start of the file only, and part of the word elsewhere', async () => {
    expect(await rowsOf('\uFEFFa 1 2\n\uFEFFa 3 4\n')).toEqual([
      ['a', 1, 2],
      ['\uFEFFa', 3, 4],
    ]);
  });

  test('__proto__ is a word like any other', async () => {
    expect(await rowsOf('__proto__ 1 2\n')).toEqual([['__proto__', 1, 2]]);
  });

  test('words that are not UTF-8 are passed over, even when everything is wanted', async () => {
    expect(await rowsOf(latin1('a 1 2\n\xff\xfe 3 4\nb 5 6\n'))).toEqual([
      ['a', 1, 2],
      ['b', 5, 6],
    ]);
  });

  describe('a first line of two whole numbers', () => {
    test('is a row where the second line has one number as well', async () => {
      expect(await rowsOf('1984 5\nof 6\n')).toEqual([
        ['1984', 5],
        ['of', 6],
      ]);
    });

    test('is a header where it announces the one number of the second line', async () => {
      expect(await rowsOf('1984 1\nof 6\n')).toEqual([['of', 6]]);
    });

    test('is a header with nothing below it where no line follows', async () => {
      await expect(read('1984 5\n')).rejects.toThrow('v.txt: has a first line and no rows');
    });

    test('announces what the rows must have', async () => {
      const line = 'v.txt, line 2: the row has 2 numbers; must have 3, as the first line says';
      await expect(read('2 3\na 1 2\n')).rejects.toThrow(line);
    });

    test('that announces other than there is is remarked', async () => {
      expect((await read('3 2\na 1 2\nb 3 4\n')).remarks).toEqual(['v.txt: has 2 rows, where its first line says 3']);
      expect(await read('2 2\na 1 2\nb 3 4\n')).not.toHaveProperty('remarks');
    });
  });

  describe('refuses, with file and line,', () => {
    test.each([
      ['an empty file', '', 'v.txt: is empty'],
      ['a file of line ends', '\n\n', 'v.txt: is empty'],
      ['a word without numbers', 'a\n', 'v.txt, line 1: the row has no numbers; must be a word and'],
      ['a row too short', 'a 1 2\nb 1\n', 'v.txt, line 2: the row has 1 numbers; must have 2, as in the lines before'],
      ['a row too long', 'a 1 2\n\nb 1 2 3\n', 'v.txt, line 3: the row has 3 numbers; must have 2'],
      ['a word for a number', 'a 1 2\nb 1 x\n', 'v.txt, line 2: the row of "b" holds "x"; must be finite'],
      ['NaN', 'a 1 NaN\n', 'v.txt, line 1: the row of "a" holds "NaN"'],
      ['Infinity', 'a Infinity 1\n', 'v.txt, line 1: the row of "a" holds "Infinity"'],
      ['a number beyond 32-bit floats', 'a 1 1e39\n', 'v.txt, line 1: the row of "a" holds "1e39"'],
      ['a hexadecimal number', 'a 1 0x10\n', 'holds "0x10"'],
      ['two spaces between numbers', 'a 1  2\n', 'holds ""'],
      ['word2vec’s binary form', '1 2\na \0\0\x80\x3f \0 \0\n', 'v.txt, line 2: is binary; must be text'],
      ['a line without end', 'x'.repeat(1_100_000), 'v.txt: a line is over 1 MiB; must be text'],
    ])('%s', async (_, content, line) => {
      const reading = read(content, { size: 65536 });
      await expect(reading).rejects.toThrow(VectorsError);
      await expect(reading).rejects.toThrow(line);
    });

    test('numbers of wanted rows only', async () => {
      expect(await rowsOf('a 1 2\nb 1 x\n', new Set(['a']))).toEqual([['a', 1, 2]]);
    });
  });

  // Anything but line ends, U+FFFD and what an encoder would turn into it; no number at the end of several fields.
  const word = fc
    .string({ unit: 'grapheme', minLength: 1 })
    .filter((text) => !/[\n\r\uFFFD]|^\uFEFF|^ | $| [\d.+-]\S*$|\p{Surrogate}/u.test(text));

  const vectors = fc.integer({ min: 1, max: 4 }).chain((dimensions) =>
    fc.tuple(
      fc.constant(dimensions),
      fc.dictionary(
        word,
        fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), {
          minLength: dimensions,
          maxLength: dimensions,
        }),
        { minKeys: 1, noNullPrototype: true },
      ),
    ),
  );

  test('any vectors come back, however the bytes are cut', async () => {
    await fc.assert(
      fc.asyncProperty(vectors, fc.integer({ min: 1, max: 64 }), async ([dimensions, rows], size) => {
        const entries = Object.entries(rows);
        const lines = entries.map(
          ([text, row]) => `${text} ${row.map((v) => (Object.is(v, -0) ? '-0' : v)).join(' ')}`,
        );
        const content = [`${entries.length} ${dimensions}`, ...lines, ''].join('\n');
        const found = await read(content, { size });
        expect(found.dimensions).toBe(dimensions);
        expect([...found.rows]).toEqual(entries.map(([text, row]) => [text, Float32Array.from(row)]));
      }),
    );
  });

  test('any bytes are read or refused by a VectorsError', async () => {
    const piece = fc.constantFrom('a', ' ', '1', '2 3', '\n', '\0', '-', 'e', '\xff', '\r');
    await fc.assert(
      fc.asyncProperty(fc.array(piece), async (pieces) => {
        const error = await read(latin1(pieces.join(''))).then(
          () => undefined,
          (reason: unknown) => reason,
        );
        if (error !== undefined) expect(error).toBeInstanceOf(VectorsError);
      }),
      { numRuns: 2000 },
    );
  });
});
