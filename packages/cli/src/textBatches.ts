import { stat } from 'node:fs/promises';
import { tableEnding } from './dataset.js';
import type { Io } from './io.js';
import { readStdin } from './stdin.js';

/** Texts to predict side by side. */
export interface BatchOfTexts {
  texts: string[];
  /** How far the file has been read that the texts come from. */
  bytes?: { file: string; read: number; total: number };
}

const batchSize = 100;

/**
 * The texts that arguments stand for, in order: '-' is the whole of standard input, a word that ends as tables do is a file with a text in each
 * row, anything else is a text. Whatever a file's size, a batch of its texts is in memory at a time. Throws InputError, and DatasetError for
 * a file.
 */
export async function* textBatches(
  words: readonly string[],
  { textColumn }: { textColumn: string },
  io: Io,
): AsyncGenerator<BatchOfTexts> {
  let texts: string[] = [];
  for (const word of words) {
    if (tableEnding.test(word) && !/\s/.test(word)) {
      if (texts.length > 0) yield { texts };
      texts = [];
      yield* tableBatches(word, textColumn);
      continue;
    }
    texts.push(word === '-' ? await readStdin(io) : word);
    if (texts.length === batchSize) {
      yield { texts };
      texts = [];
    }
  }
  if (texts.length > 0) yield { texts };
}

async function* tableBatches(file: string, textColumn: string): AsyncGenerator<BatchOfTexts> {
  const [{ readTable }, { streamFile, tableFormatOf }] = await Promise.all([
    import('@textcam/text'),
    import('@textcam/text/node'),
  ]);
  let read = 0;
  async function* counted() {
    for await (const chunk of streamFile(file)) {
      read += chunk.length;
      yield chunk;
    }
  }
  // Whether the file is there is found out by reading it.
  const total = await stat(file).then(
    ({ size }) => size,
    () => 0,
  );
  let texts: string[] = [];
  for await (const { text } of readTable(counted(), { format: tableFormatOf(file), file, textColumn })) {
    texts.push(text);
    if (texts.length < batchSize) continue;
    yield { texts, bytes: { file, read, total } };
    texts = [];
  }
  if (texts.length > 0) yield { texts, bytes: { file, read, total } };
}
