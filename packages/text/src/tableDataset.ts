import { byName, type Dataset, DatasetError, type Entry, type Example, type Split } from './examples.js';
import { readTable, type TableFormat } from './tables.js';

/** A table to read examples from. */
export interface TablePart {
  /** The name to put in errors. */
  file: string;
  format: TableFormat;
  /** Its bytes, as often as asked. */
  bytes: () => AsyncIterable<Uint8Array>;
  split?: Split | undefined;
}

/**
 * Labelled texts from one table, or from one to train on and one to test with, which then have a split. Examples are named 'row 0000017'; of
 * two tables 'train/row …' and 'test/row …'.
 *
 * @throws DatasetError from `list` for fewer than two labels in training or one in testing that training lacks; from `list` and `read` for
 * what `readTable` throws
 */
export function tableDataset(
  name: string,
  parts: readonly TablePart[],
  columns: { textColumn: string; labelColumn: string },
): Dataset {
  async function* read(): AsyncGenerator<Example> {
    for (const { file, format, bytes, split } of parts) {
      for await (const { row, text, label } of readTable(bytes(), { format, file, ...columns })) {
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
    checkLabels(
      entries,
      parts.map(({ file }) => file),
    );
    return entries.sort(byName);
  }

  return { name, list, read };
}

function checkLabels(entries: Entry[], [file, testFile]: string[]): void {
  const known = new Set(entries.filter((entry) => entry.split !== 'test').map((entry) => entry.label));
  if (known.size < 2) {
    throw new DatasetError(
      `${file}: has one label, ${JSON.stringify([...known][0])}; must have two or more to tell apart; ` +
        'add texts with another label, or name the right column with --label-column',
    );
  }
  const unknown = entries.find((entry) => !known.has(entry.label));
  if (unknown !== undefined) {
    throw new DatasetError(
      `${testFile}: has the label ${JSON.stringify(unknown.label)} (${unknown.name}), which ${file} has not; ` +
        'labels to test must be learned first; add training texts or correct the label',
    );
  }
}
