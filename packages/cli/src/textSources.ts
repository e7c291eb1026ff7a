import { stat } from 'node:fs/promises';
import { tableEnding } from './dataset.js';
import { oneLine } from './errors.js';
import type { Io } from './io.js';
import type { Progress } from './progress.js';
import { readStdin } from './stdin.js';

/** Does an argument name a table, rather than being a text? It ends as tables do, and has no blanks. */
export function isTable(word: string): boolean {
  return tableEnding.test(word) && !/\s/.test(word);
}

/** Texts named on the command line, some at a time: those that stand there, or those of a file. */
export type TextSource = { texts: string[] } | { file: string };

const batchSize = 100;

/**
 * What arguments stand for, in order: '-' is the whole of standard input, a table's name the texts in its rows, anything else a text. Throws
 * InputError for an input that cannot be used.
 */
export async function* textSources(words: readonly string[], io: Io): AsyncGenerator<TextSource> {
  let texts: string[] = [];
  for (const word of words) {
    const table = isTable(word);
    if (!table) texts.push(word === '-' ? await readStdin(io) : word);
    if (texts.length === batchSize || (table && texts.length > 0)) {
      yield { texts };
      texts = [];
    }
    if (table) yield { file: word };
  }
  if (texts.length > 0) yield { texts };
}

/** The texts of a table, read as they are asked for; how far the file has been read is shown. Throws DatasetError. */
export async function* tableTexts(
  file: string,
  textColumn: string,
  { progress, io: { stdout } }: { progress: Progress; io: Io },
): AsyncGenerator<string> {
  const [{ readTable, tableFormatOf }, { streamFile }] = await Promise.all([
    import('@textcam/text'),
    import('@textcam/text/node'),
  ]);
  // Whether the file is there is found out by reading it.
  const total = await stat(file).then(
    ({ size }) => size,
    () => 0,
  );
  let read = 0;
  async function* counted() {
    for await (const chunk of streamFile(file)) {
      read += chunk.length;
      // Where results scroll by on the same terminal, they are the progress.
      if (!stdout.isTTY) progress.update(`Reading ${oneLine(file)}`, read / 1e6, { total: total / 1e6, unit: 'MB' });
      yield chunk;
    }
  }
  for await (const { text } of readTable(counted(), { format: tableFormatOf(file), file, textColumn })) yield text;
}
