import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Example } from '../examples.js';
import { openTableFile, openTableTexts } from './tableFile.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'textcam-table-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function saved(name: string, content: string): Promise<string> {
  await writeFile(join(folder, name), content);
  return join(folder, name);
}

const columns = { textColumn: 'text', labelColumn: 'label' };

describe('openTableFile', () => {
  test('one file gives rows without a split', async () => {
    const path = await saved('one.csv', 'label,text\npos,good\nneg,bad\n');
    const dataset = await openTableFile({ path, ...columns });
    expect(dataset.name).toBe('one.csv');
    expect(await dataset.list()).toEqual([
      { name: 'row 0000001', label: 'pos' },
      { name: 'row 0000002', label: 'neg' },
    ]);
    const examples: Example[] = [];
    for await (const example of dataset.read()) examples.push(example);
    expect(examples.map((example) => example.text)).toEqual(['good', 'bad']);
  });

  test('with a test file, rows have the split of their file and names of their own; formats may differ', async () => {
    const path = await saved('train.csv', 'label,text\n1,good\n0,bad\n');
    const testPath = await saved('test.NDJSON', '{"label":1,"text":"fine"}\n');
    expect(await (await openTableFile({ path, testPath, ...columns })).list()).toEqual([
      { name: 'test/row 0000001', label: '1', split: 'test' },
      { name: 'train/row 0000001', label: '1', split: 'train' },
      { name: 'train/row 0000002', label: '0', split: 'train' },
    ]);
  });

  test('fewer than two labels to learn is an error', async () => {
    const path = await saved('single.csv', 'label,text\npos,a\npos,b\n');
    const both = await saved('both.csv', 'label,text\npos,a\nneg,b\n');
    await expect((await openTableFile({ path, ...columns })).list()).rejects.toThrow(
      /single\.csv: has one label, "pos"/,
    );
    const dataset = await openTableFile({ path, testPath: both, ...columns });
    await expect(dataset.list()).rejects.toThrow(/single\.csv: has one label/);
  });

  test('a label to test that was never learned is an error with its row', async () => {
    const path = await saved('both.csv', 'label,text\npos,a\nneg,b\n');
    const testPath = await saved('odd.csv', 'label,text\npos,a\nPos,b\n');
    const dataset = await openTableFile({ path, testPath, ...columns });
    await expect(dataset.list()).rejects.toThrow(/odd\.csv: has the label "Pos" \(test\/row 0000002\)/);
  });

  test('an error of the table names its file', async () => {
    const path = await saved('odd.jsonl', '{"text":"a"}\n');
    await expect((await openTableFile({ path, ...columns })).list()).rejects.toThrow(
      /odd\.jsonl, line 1: no column "label"/,
    );
  });

  test.each(['reviews.tsv', 'reviews', 'reviews.csv.gz'])('%s is refused by its ending', async (path) => {
    await expect(openTableFile({ path, ...columns })).rejects.toThrow(/must end in \.csv, \.jsonl or \.ndjson/);
  });

  test('a file that is missing, or a folder, is refused when opened', async () => {
    const path = await saved('good.csv', 'label,text\n');
    const missing = openTableFile({ path, testPath: join(folder, 'none.csv'), ...columns });
    await expect(missing).rejects.toThrow(/none\.csv: cannot be read: no such file/);
    await mkdir(join(folder, 'folder.csv'));
    const aFolder = openTableFile({ path: join(folder, 'folder.csv'), ...columns });
    await expect(aFolder).rejects.toThrow(/is a folder; must be a file/);
  });
});

describe('openTableTexts', () => {
  test('reads and counts the texts of a column, and needs no labels', async () => {
    const { name, count, read } = await openTableTexts(await saved('texts.csv', 'review\ngood\nbad\n'), 'review');
    const texts: string[] = [];
    for await (const text of read()) texts.push(text);
    expect([name, await count(), texts]).toEqual(['texts.csv', 2, ['good', 'bad']]);
  });

  test('a file that is missing is an error at once', async () => {
    await expect(openTableTexts(join(folder, 'none.csv'), 'text')).rejects.toThrow('no such file or folder');
  });
});
