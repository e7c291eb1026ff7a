import type { Parser } from 'csv-parse/browser/esm';
import { DatasetError, longestText } from './examples.js';

/** One record of a CSV file, the header included. `line` is where it starts, from 1. */
export interface CsvRecord {
  line: number;
  fields: string[];
}

/**
 * The records of a CSV text as RFC 4180 has it, with any of the three line ends; empty lines are skipped.
 *
 * @param file the name to put in errors
 * @throws DatasetError for a quote out of place or never closed, or a record that is too long
 * @see https://www.rfc-editor.org/rfc/rfc4180
 */
export async function* csvRecords(text: AsyncIterable<string>, file: string): AsyncGenerator<CsvRecord> {
  // 200 kB that a page needs only once it is given a CSV file. This build runs in Node too.
  const { parse } = await import('csv-parse/browser/esm');
  const ready: CsvRecord[] = [];
  let lines = 0;
  let started = false;
  const parser = parse({
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: longestText,
    // Taken here and not from the stream, which drops what it still holds when an error comes.
    on_record(fields: string[], { empty_lines }) {
      ready.push({ line: lines + empty_lines + 1, fields });
      lines += 1 + fields.reduce((sum, field) => sum + lineBreaks(field), 0);
      return null;
    },
  });
  try {
    for await (const chunk of text) {
      started ||= chunk !== '';
      await settled(parser, (done) => parser.write(chunk, done));
      yield* ready.splice(0);
    }
    // Ended without a character, the parser's stream for browsers fails.
    if (!started) return;
    await settled(parser, (done) => parser.once('finish', done).end());
    yield* ready.splice(0);
  } catch (error) {
    yield* ready.splice(0);
    throw readable(error, file, lines + parser.info.empty_lines + 1);
  }
}

/** Resolves once the parser has gone through what it was given, rejects with what it found wrong. */
function settled(parser: Parser, give: (done: () => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    parser.once('error', reject);
    give(() => {
      parser.removeListener('error', reject);
      resolve();
    });
  });
}

function lineBreaks(field: string): number {
  return field.match(/\r\n|\n|\r/g)?.length ?? 0;
}

const reasons: Record<string, string> = {
  CSV_QUOTE_NOT_CLOSED:
    'the row that starts here has a quote that is never closed; close it, or double it if it is text',
  CSV_MAX_RECORD_SIZE:
    'the row that starts here is over 10 MB; a row must be shorter; look for a quote that is never closed',
  CSV_INVALID_CLOSING_QUOTE:
    'the row that starts here has a quote inside a quoted field; quotes in text must be doubled, as in "a ""word"""',
  INVALID_OPENING_QUOTE:
    'the row that starts here has a quote inside an unquoted field; put the field in quotes and double those in it',
};

function readable(error: unknown, file: string, line: number): unknown {
  if (!(error instanceof Error && 'code' in error)) return error;
  const reason = reasons[String(error.code)];
  return reason === undefined ? error : new DatasetError(`${file}, line ${line}: ${reason}`, { cause: error });
}
