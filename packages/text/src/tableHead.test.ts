import { expect, test } from 'vitest';
import { readTableHead } from './tableHead.js';

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}

test('the columns of a CSV are its header, and a short row has empty values', async () => {
  const head = await readTableHead(bytesOf('a,b\n1,2\n3\n'), { format: 'csv', file: 'x.csv' });
  expect(head).toEqual({
    columns: ['a', 'b'],
    rows: [
      ['1', '2'],
      ['3', ''],
    ],
  });
});

test('the columns of JSON Lines are all that the first rows have, values as text', async () => {
  const head = await readTableHead(bytesOf('{"a":1}\n{"b":"x","a":null}\n'), { format: 'jsonl', file: 'x.jsonl' });
  expect(head).toEqual({
    columns: ['a', 'b'],
    rows: [
      ['1', ''],
      ['', 'x'],
    ],
  });
});

test('no more rows are read than asked for', async () => {
  async function* endless(): AsyncGenerator<Uint8Array> {
    yield new TextEncoder().encode('a\n');
    for (;;) yield new TextEncoder().encode('1\n');
  }
  const { rows } = await readTableHead(endless(), { format: 'csv', file: 'x.csv', rows: 2 });
  expect(rows).toEqual([['1'], ['1']]);
});

test.each(['', 'a,b\n'])('a table without rows, as %j, is refused', async (text) => {
  await expect(readTableHead(bytesOf(text), { format: 'csv', file: 'x.csv' })).rejects.toThrow('x.csv: has no rows');
});
