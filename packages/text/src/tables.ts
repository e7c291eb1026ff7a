import { csvRecords } from './csv.js';
import { DatasetError } from './examples.js';
import { jsonLines } from './jsonl.js';
import { decodeUtf8 } from './utf8.js';

export type TableFormat = 'csv' | 'jsonl';

export interface TableOptions {
  format: TableFormat;
  /** The name to put in errors. */
  file: string;
  textColumn: string;
  /** Without it, rows have no labels. */
  labelColumn?: string;
}

/** `row` counts the rows from 1, without header and empty lines. */
export interface TableRow {
  row: number;
  text: string;
  label?: string;
}

/**
 * How to read a table, by its name's ending.
 *
 * @throws DatasetError for another ending than .csv, .jsonl or .ndjson
 */
export function tableFormatOf(file: string): TableFormat {
  const ending = /[^/\\]\.(csv|jsonl|ndjson)$/i.exec(file)?.[1].toLowerCase();
  if (ending !== undefined) return ending === 'csv' ? 'csv' : 'jsonl';
  throw new DatasetError(`${file}: is no table by its name; must end in .csv, .jsonl or .ndjson; convert or rename it`);
}

/** A value as it stands in the table; what a row is found by. */
interface RawRow {
  line: number;
  text: unknown;
  label: unknown;
}

/**
 * The rows of a table, as a stream: CSV (RFC 4180, first row the header) or JSON Lines (one object a line). Numbers
 * and booleans as labels become strings; an empty text is a text. What is read ahead is one chunk of `bytes`.
 *
 * @throws DatasetError, with file and line, for a column that is not there, a ragged row, an open quote, a line that
 * is no JSON object, a text that is not a string, an empty label, bytes that are not UTF-8, and a table without rows
 */
export async function* readTable(bytes: AsyncIterable<Uint8Array>, options: TableOptions): AsyncGenerator<TableRow> {
  const text = decodeUtf8(bytes, options.file);
  const rows = options.format === 'csv' ? csvRows(text, options) : jsonlRows(text, options);
  let row = 0;
  for await (const raw of rows) {
    row++;
    const at = `${options.file}, line ${raw.line}`;
    yield options.labelColumn === undefined
      ? { row, text: checkedText(raw.text, at) }
      : { row, text: checkedText(raw.text, at), label: checkedLabel(raw.label, at) };
  }
  if (row === 0) throw new DatasetError(`${options.file}: has no rows; must have at least one; check the file`);
}

async function* csvRows(text: AsyncIterable<string>, options: TableOptions): AsyncGenerator<RawRow> {
  const { file, textColumn, labelColumn } = options;
  let width: number | undefined;
  let textAt = -1;
  let labelAt = -1;
  for await (const { line, fields } of csvRecords(text, file)) {
    const at = `${file}, line ${line}`;
    if (width === undefined) {
      width = fields.length;
      textAt = columnOf(fields, textColumn, '--text-column', at);
      if (labelColumn !== undefined) labelAt = columnOf(fields, labelColumn, '--label-column', at);
    } else if (fields.length === width) {
      yield { line, text: fields[textAt], label: fields[labelAt] };
    } else {
      throw new DatasetError(
        `${at}: has ${fields.length} fields; must have ${width}, as the header; ` +
          'put texts with commas or line breaks in double quotes',
      );
    }
  }
}

async function* jsonlRows(text: AsyncIterable<string>, options: TableOptions): AsyncGenerator<RawRow> {
  const { file, textColumn, labelColumn } = options;
  for await (const { line, object } of jsonLines(text, file)) {
    const at = `${file}, line ${line}`;
    const columns = Object.keys(object);
    columnOf(columns, textColumn, '--text-column', at);
    if (labelColumn !== undefined) columnOf(columns, labelColumn, '--label-column', at);
    yield { line, text: object[textColumn], label: labelColumn === undefined ? undefined : object[labelColumn] };
  }
}

function columnOf(columns: string[], column: string, option: string, at: string): number {
  const index = columns.indexOf(column);
  if (index >= 0 && index === columns.lastIndexOf(column)) return index;
  const known = columns.slice(0, 20).map((name) => JSON.stringify(name.slice(0, 40)));
  const list = `${known.join(', ') || 'none'}${columns.length > 20 ? ', …' : ''}`;
  throw new DatasetError(
    `${at}: ${index < 0 ? 'no column' : 'several columns are named'} ${JSON.stringify(column)}; ` +
      `the columns are ${list}; name one of them with ${option}`,
  );
}

function checkedText(text: unknown, at: string): string {
  if (typeof text === 'string') return text;
  throw new DatasetError(
    `${at}: the text is ${text === null ? 'null' : `not a string (${typeof text})`}; must be a string; correct the line`,
  );
}

function checkedLabel(label: unknown, at: string): string {
  const string = typeof label === 'number' || typeof label === 'boolean' ? String(label) : label;
  if (typeof string === 'string' && string.trim() !== '') return string;
  throw new DatasetError(
    `${at}: the label is ${typeof string === 'string' ? 'empty' : 'not a string, number or boolean'}; ` +
      'each row must have one; add it or remove the row',
  );
}
