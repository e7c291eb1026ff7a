import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DatasetError } from './examples.js';
import { readTable, type TableFormat, type TableRow } from './tables.js';

async function* chunks(bytes: Uint8Array, size = bytes.length): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** What `readTable` yields for a file's content, cut into chunks of `size` bytes. */
async function read(
  format: TableFormat,
  content: string,
  { size, labelColumn = 'label' }: { size?: number; labelColumn?: string | null } = {},
): Promise<TableRow[]> {
  const bytes = bytesOf(content);
  const options = { format, file: `t.${format}`, textColumn: 'text' };
  const table = readTable(chunks(bytes, size), labelColumn === null ? options : { ...options, labelColumn });
  const rows: TableRow[] = [];
  for await (const row of table) rows.push(row);
  return rows;
}

async function messageOf(reading: Promise<unknown>): Promise<string> {
  const error = await reading.then(
    () => undefined,
    (error) => error,
  );
  expect(error).toBeInstanceOf(DatasetError);
  expect(error.message).not.toMatch(/[\n\r]/);
  return error.message;
}

const bytesOf = (text: string) => new TextEncoder().encode(text);

// Everything but lone surrogates, which UTF-8 cannot hold; quotes, separators and line ends more often than by chance.
const text = fc.string({
  unit: fc.oneof(
    fc.constantFrom('"', ',', '\r', '\n', '\r\n', ' ', '\uFEFF', '\0', '😀'),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
});
const label = text.filter((value) => value.trim() !== '');
const table = fc.array(fc.record({ text, label }), { minLength: 1, maxLength: 8 });
const quoted = (field: string) => `"${field.replaceAll('"', '""')}"`;

describe('CSV', () => {
  test('any table written as RFC 4180 has it comes back, whatever the line ends and the chunks', async () => {
    await fc.assert(
      fc.asyncProperty(
        table,
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.integer({ min: 1, max: 40 }),
        async (rows, end, size) => {
          const lines = ['label,text', ...rows.map((row) => `${quoted(row.label)},${quoted(row.text)}`)];
          expect(await read('csv', lines.join(end), { size })).toEqual(rows.map((row, i) => ({ row: i + 1, ...row })));
        },
      ),
      // Every chunk costs the parser a tick of the clock.
      { numRuns: 50 },
    );
  });

  test('fields need quotes only where something must be quoted', async () => {
    expect(await read('csv', 'text,label\n a b ,pos\n"a, b",neg\n')).toEqual([
      { row: 1, text: ' a b ', label: 'pos' },
      { row: 2, text: 'a, b', label: 'neg' },
    ]);
  });

  test('a byte order mark is no part of the first column name, even in a chunk of its own', async () => {
    expect(await read('csv', '\uFEFFtext,label\na,pos\n', { size: 3 })).toHaveLength(1);
  });

  test('without a label column, rows have no labels', async () => {
    expect(await read('csv', 'text\na\n""\n', { labelColumn: null })).toEqual([
      { row: 1, text: 'a' },
      { row: 2, text: '' },
    ]);
  });

  test('empty lines are skipped', async () => {
    expect(await read('csv', 'text,label\n\na,pos\r\n\r\n')).toEqual([{ row: 1, text: 'a', label: 'pos' }]);
  });

  test('a missing column is an error that names those that exist and the option', async () => {
    expect(await messageOf(read('csv', 'review,label\na,pos\n'))).toBe(
      't.csv, line 1: no column "text"; the columns are "review", "label"; name one of them with --text-column',
    );
    expect(await messageOf(read('csv', 'text,stars\na,5\n'))).toMatch(/no column "label".* --label-column$/);
  });

  test('a column that is there twice is an error', async () => {
    expect(await messageOf(read('csv', 'text,label,text\na,pos,b\n'))).toMatch(/several columns are named "text"/);
  });

  test('a ragged row is an error with the line it starts on, empty lines and line breaks in quotes counted', async () => {
    const content = 'text,label\r\n"two\r\nlines",pos\r\n\r\n"a ""b""\n",pos\r\na,b,c\r\n';
    expect(await messageOf(read('csv', content))).toMatch(/^t\.csv, line 7: has 3 fields; must have 2, as the header;/);
  });

  test.each([
    ['never closed', 'text,label\na,pos\n"b,neg\nc,pos\n', /^t\.csv, line 3: .* never closed/],
    ['inside a quoted field', 'text,label\na,pos\n"b "c",neg\n', /^t\.csv, line 3: .* inside a quoted field/],
    ['inside an unquoted field', 'text,label\na,pos\nb "c",neg\n', /^t\.csv, line 3: .* inside an unquoted field/],
  ])('a quote %s is an error with the line the row starts on', async (_, content, message) => {
    expect(await messageOf(read('csv', content))).toMatch(message);
    expect(await messageOf(read('csv', content, { size: 1 }))).toMatch(message);
  });

  test('rows before a broken one are delivered', async () => {
    const seen: string[] = [];
    const table = readTable(chunks(bytesOf('text\na\nb\n"c')), { format: 'csv', file: 't.csv', textColumn: 'text' });
    const reading = (async () => {
      for await (const row of table) seen.push(row.text);
    })();
    await messageOf(reading);
    expect(seen).toEqual(['a', 'b']);
  });

  test('a quote that swallows more than 10 MB is an error, and nothing is read after it', async () => {
    let read = 0;
    async function* endless() {
      yield bytesOf('text\n"');
      for (; read < 30; read++) yield new Uint8Array(1_000_000).fill(97);
    }
    const table = readTable(endless(), { format: 'csv', file: 't.csv', textColumn: 'text' });
    expect(await messageOf(table.next())).toMatch(/^t\.csv, line 2: .* over 10 MB/);
    expect(read).toBe(10);
  });

  test('a table with a header only is an error', async () => {
    expect(await messageOf(read('csv', 'text,label\n'))).toMatch(/^t\.csv: has no rows/);
  });
});

describe('JSONL', () => {
  test('any table written as JSON Lines comes back, whatever the line ends and the chunks', async () => {
    await fc.assert(
      fc.asyncProperty(
        table,
        fc.constantFrom('\n', '\r\n', '\n\n'),
        fc.integer({ min: 1, max: 40 }),
        async (rows, end, size) => {
          const lines = rows.map((row) => JSON.stringify(row));
          expect(await read('jsonl', lines.join(end), { size })).toEqual(
            rows.map((row, i) => ({ row: i + 1, ...row })),
          );
        },
      ),
    );
  });

  test('numbers and booleans become labels', async () => {
    const rows = await read('jsonl', '{"text":"a","label":5}\n{"text":"b","label":false}\n');
    expect(rows.map((row) => row.label)).toEqual(['5', 'false']);
  });

  test('blank lines are skipped and counted', async () => {
    expect(await messageOf(read('jsonl', '\n  \n{"text":"a","label":"x"}\n{'))).toMatch(
      /^t\.jsonl, line 4: is not JSON/,
    );
  });

  test('a column named as something every object inherits is missing all the same', async () => {
    const reading = read('jsonl', '{"text":"a"}', { labelColumn: 'constructor' });
    expect(await messageOf(reading)).toMatch(/no column "constructor"; the columns are "text"; .* --label-column/);
  });

  test.each([
    ['an array', '["a", "x"]', /is an array; each line must be one JSON object/],
    ['null', 'null', /is null/],
    ['a bare string', '"a"', /is a string/],
    ['a text that is a number', '{"text":1,"label":"x"}', /the text is not a string \(number\)/],
    ['a text that is null', '{"text":null,"label":"x"}', /the text is null/],
    ['an empty label', '{"text":"a","label":" "}', /the label is empty/],
    ['a label that is null', '{"text":"a","label":null}', /the label is not a string, number or boolean/],
    ['deep nesting', '['.repeat(100_000), /is not JSON/],
  ])('%s is an error with the line', async (_, line, message) => {
    const error = await messageOf(read('jsonl', `{"text":"a","label":"x"}\n${line}\n`));
    expect(error).toMatch(/^t\.jsonl, line 2: /);
    expect(error).toMatch(message);
  });

  test('a line over 10 MB is an error, and nothing is read after it', async () => {
    let read = 0;
    async function* endless() {
      yield bytesOf('{"text":"');
      for (; read < 30; read++) yield new Uint8Array(1_000_000).fill(97);
    }
    const table = readTable(endless(), { format: 'jsonl', file: 't.jsonl', textColumn: 'text' });
    expect(await messageOf(table.next())).toMatch(/^t\.jsonl, line 1: is over 10 MB/);
    expect(read).toBe(9);
  });
});

describe.each(['csv', 'jsonl'] as const)('both formats: %s', (format) => {
  test('an empty file is an error', async () => {
    expect(await messageOf(read(format, ''))).toMatch(/has no rows/);
  });

  test('a table is read no further than it is asked for', async () => {
    let given = 0;
    async function* endless() {
      if (format === 'csv') yield bytesOf('text\n');
      for (; ; given++) yield bytesOf(format === 'csv' ? 'a\n' : '{"text":"a"}\n');
    }
    const table = readTable(endless(), { format, file: 't', textColumn: 'text' });
    for (let i = 0; i < 10; i++) await table.next();
    expect(given).toBeLessThanOrEqual(12);
    await table.return(undefined);
  });
});
