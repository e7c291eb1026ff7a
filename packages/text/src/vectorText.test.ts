import { expect, test } from 'vitest';
import { readVectors, type WordVectors } from './vectors.js';
import { vectorText } from './vectorText.js';

async function textOf(vectors: WordVectors): Promise<string> {
  let text = '';
  for await (const piece of vectorText(vectors)) text += piece;
  return text;
}

test('a header, then a word and its numbers on each line, with six digits', async () => {
  const rows = new Map([
    ['the', Float32Array.of(1, -0.5)],
    ['1984', Float32Array.of(1 / 3, 1e-7)],
  ]);
  expect(await textOf({ dimensions: 2, rows })).toBe('2 2\nthe 1 -0.5\n1984 0.333333 1e-7\n');
});

test('what is written is read back, in its order', async () => {
  const words = Array.from({ length: 250 }, (_, n) => [`word${n}`, Float32Array.of(n, -(n + 1) / 8, 0.125)] as const);
  const vectors = { dimensions: 3, rows: new Map(words) };
  const bytes = new TextEncoder().encode(await textOf(vectors));
  const read = await readVectors(
    (async function* () {
      yield bytes;
    })(),
    { file: 'v.vec', wanted: () => true },
  );
  expect(read).toEqual(vectors);
  expect([...read.rows.keys()]).toEqual([...vectors.rows.keys()]);
});
