import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Dataset, DatasetError, type Split } from '../examples.js';
import type { TextCollection } from '../skipGram/textCollection.js';
import { tableDataset } from '../tableDataset.js';
import { readTable, tableFormatOf } from '../tables.js';
import { digestOf } from './digest.js';
import { streamFile } from './file.js';
import { fileError } from './fileError.js';

export interface TableFileOptions {
  path: string;
  textColumn: string;
  labelColumn: string;
  /** A second file, to test with; the first is then for training alone. */
  testPath?: string;
}

/**
 * Labelled texts from a CSV or JSON Lines file, as `tableDataset` reads them.
 *
 * @throws DatasetError, here for a file that is missing or of another kind; from `list` and `read` as `tableDataset` does
 */
export async function openTableFile({ path, textColumn, labelColumn, testPath }: TableFileOptions): Promise<Dataset> {
  const parts = testPath === undefined ? [part(path)] : [part(path, 'train'), part(testPath, 'test')];
  for (const { file } of parts) await checkFile(file);
  const paths = parts.map(({ file }) => file);
  const digest = () =>
    digestOf(paths, JSON.stringify(['table', textColumn, labelColumn, parts.map((part) => part.format)]));
  return { ...tableDataset(basename(path), parts, { textColumn, labelColumn }), digest };
}

/**
 * The texts of a CSV or JSON Lines file, whatever else is in it.
 *
 * @throws DatasetError, here for a file that is missing or of another kind; from `count` and `read` as `readTable` does
 */
export async function openTableTexts(path: string, textColumn: string): Promise<TextCollection> {
  const { file, format, bytes } = part(path);
  await checkFile(file);
  async function* read() {
    for await (const { text } of readTable(bytes(), { format, file, textColumn })) yield text;
  }
  async function count(): Promise<number> {
    let found = 0;
    for await (const _ of read()) found++;
    return found;
  }
  return { name: basename(path), count, read };
}

function part(path: string, split?: Split) {
  return { file: path, format: tableFormatOf(path), bytes: () => streamFile(path), split };
}

async function checkFile(path: string): Promise<void> {
  const status = await stat(path).catch((error) => {
    throw fileError(path, error);
  });
  if (status.isDirectory()) throw new DatasetError(`${path}: is a folder; must be a file; name a file in it`);
}
