import type { WordVectors } from './vectors.js';

const rowsInPiece = 100;

/**
 * Word vectors in text form, in pieces: a first line `count dimensions`, then `word v1 … vD` on each line, with six digits, as word2vec writes
 * them and `readVectors` reads them. Words must hold no white space.
 */
export async function* vectorText({ dimensions, rows }: WordVectors): AsyncGenerator<string> {
  yield `${rows.size} ${dimensions}\n`;
  let piece: string[] = [];
  for (const [word, row] of rows) {
    piece.push(`${word} ${Array.from(row, (value) => String(Number(value.toPrecision(6)))).join(' ')}\n`);
    if (piece.length < rowsInPiece) continue;
    yield piece.join('');
    piece = [];
  }
  yield piece.join('');
}
