import { csvRecords } from './csv.js';
import { DatasetError } from './examples.js';
import { jsonLines } from './jsonl.js';
import type { TableFormat } from './tables.js';
import { decodeUtf8 } from './utf8.js';

/** How a table begins: enough to see which column is which. */
export interface TableHead {
  columns: string[];
  /** The first rows, as they stand there: of each column its value as text, '' where it has none. */
  rows: string[][];
}

/**
 * The columns of a table and its first rows; no more of it is read. Rows that do not fit are no error here: `readTable` says what is wrong.
 *
 * @param file the name to put in errors
 * @throws DatasetError for what is no table, and for one without rows
 */
export async function readTableHead(
  bytes: AsyncIterable<Uint8Array>,
  { format, file, rows = 50 }: { format: TableFormat; file: string; rows?: number },
): Promise<TableHead> {
  const text = decodeUtf8(bytes, file);
  const head = await (format === 'csv' ? csvHead(text, file, rows) : jsonlHead(text, file, rows));
  if (head.rows.length > 0) return head;
  throw new DatasetError(`${file}: has no rows; must have at least one; check the file`);
}

async function csvHead(text: AsyncIterable<string>, file: string, most: number): Promise<TableHead> {
  let columns: string[] | undefined;
  const rows: string[][] = [];
  for await (const { fields } of csvRecords(text, file)) {
    if (columns === undefined) columns = fields;
    else rows.push(columns.map((_, n) => fields[n] ?? ''));
    if (rows.length === most) break;
  }
  return { columns: columns ?? [], rows };
}

async function jsonlHead(text: AsyncIterable<string>, file: string, most: number): Promise<TableHead> {
  const objects: Record<string, unknown>[] = [];
  for await (const { object } of jsonLines(text, file)) {
    objects.push(object);
    if (objects.length === most) break;
  }
  const columns = [...new Set(objects.flatMap((object) => Object.keys(object)))];
  return { columns, rows: objects.map((object) => columns.map((column) => shown(object[column]))) };
}

function shown(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
