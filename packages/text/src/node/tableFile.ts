import { stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { byName, type Dataset, DatasetError, type Entry, type Example, type Split } from '../examples.js';
import { readTable, type TableFormat } from '../tables.js';
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
 * Labelled texts from a CSV or JSON Lines file. Examples are named 'row 0000017'; with a test file, 'train/row …' and
 * 'test/row …', and they have a split.
 *
 * @throws DatasetError, here for a file that is missing or of another kind; from `list` for fewer than two labels in
 * training or one in testing that training lacks; from `list` and `read` for what `readTable` throws
 */
export async function openTableFile({ path, textColumn, labelColumn, testPath }: TableFileOptions): Promise<Dataset> {
  const parts = testPath === undefined ? [part(path)] : [part(path, 'train'), part(testPath, 'test')];
  for (const { path } of parts) await checkFile(path);

  async function* read(): AsyncGenerator<Example> {
    for (const { path, format, split } of parts) {
      const rows = readTable(streamFile(path), { format, file: path, textColumn, labelColumn });
      for await (const { row, text, label } of rows) {
        const name = `row ${String(row).padStart(7, '0')}`;
        // A row has a label, since a label column was asked for.
        yield split === undefined
          ? { name, label: label!, text }
          : { name: `${split}/${name}`, label: label!, split, text };
      }
    }
  }

  async function list(): Promise<Entry[]> {
    const entries: Entry[] = [];
    for await (const { text: _, ...entry } of read()) entries.push(entry);
    checkLabels(entries, path, testPath);
    return entries.sort(byName);
  }

  const paths = parts.map((part) => part.path);
  const digest = () =>
    digestOf(paths, JSON.stringify(['table', textColumn, labelColumn, parts.map((part) => part.format)]));
  return { name: basename(path), list, read, digest };
}

/**
 * How to read a table, by its name's ending.
 *
 * @throws DatasetError for another ending than .csv, .jsonl or .ndjson
 */
export function tableFormatOf(path: string): TableFormat {
  const extension = extname(path).toLowerCase();
  if (extension === '.csv') return 'csv';
  if (extension === '.jsonl' || extension === '.ndjson') return 'jsonl';
  throw new DatasetError(`${path}: is no table by its name; must end in .csv, .jsonl or .ndjson; convert or rename it`);
}

function part(path: string, split?: Split) {
  return { path, format: tableFormatOf(path), split };
}

async function checkFile(path: string): Promise<void> {
  const status = await stat(path).catch((error) => {
    throw fileError(path, error);
  });
  if (status.isDirectory()) throw new DatasetError(`${path}: is a folder; must be a file; name a file in it`);
}

function checkLabels(entries: Entry[], path: string, testPath?: string): void {
  const known = new Set(entries.filter((entry) => entry.split !== 'test').map((entry) => entry.label));
  if (known.size < 2) {
    throw new DatasetError(
      `${path}: has one label, ${JSON.stringify([...known][0])}; must have two or more to tell apart; ` +
        'add texts with another label, or name the right column with --label-column',
    );
  }
  const unknown = entries.find((entry) => !known.has(entry.label));
  if (unknown !== undefined) {
    throw new DatasetError(
      `${testPath}: has the label ${JSON.stringify(unknown.label)} (${unknown.name}), which ${path} has not; ` +
        'labels to test must be learned first; add training texts or correct the label',
    );
  }
}
