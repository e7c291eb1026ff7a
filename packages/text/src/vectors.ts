/** Word vectors, as far as they were asked for. */
export interface WordVectors {
  dimensions: number;
  /** One row of `dimensions` numbers per word that was wanted and found. */
  rows: Map<string, Float32Array>;
  /** What is odd about a file that can be used all the same, one line each for the user. */
  remarks?: string[];
}

/** Which words' rows to keep. */
export type WantedWords = ReadonlySet<string> | ((word: string) => boolean);

export interface ReadVectorsOptions {
  /** The name to put in errors. */
  file: string;
  wanted: WantedWords;
}

/**
 * Word vectors that cannot be used as they are. The message is one line for the user:
 * `what: what is; what must be; the way out`.
 */
export class VectorsError extends Error {
  override readonly name = 'VectorsError';
}

const space = 0x20;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** 1 MiB; 4,096 dimensions take a tenth of it. */
const longestLine = 1 << 20;

/**
 * The wanted rows of word vectors in text form, as word2vec, GloVe and fastText write them: an optional first line
 * `count dimensions`, then `word v1 … vD` on each line, with single spaces between. Millions of lines are read in
 * bounded memory; the numbers of a row that is not wanted are counted, but not read.
 *
 * - A first line of two whole numbers is a header, unless the second line has a single number too and the first
 *   does not announce one dimension. A count that is not that of the rows is remarked: such files are often cut to their first lines.
 * - A word may hold spaces (GloVe's 840B has some): the last D fields are the numbers. A word of several fields that
 *   ends in a number is taken for a row with a number too many.
 * - Of a word that occurs twice the first row counts; wanted ones are remarked.
 * - Words that are not UTF-8 (in word2vec's own files), and words that hold U+FFFD, are never wanted.
 *
 * @throws VectorsError for an empty file, a row of another length and, in a wanted row, what is no finite number
 */
export async function readVectors(
  bytes: AsyncIterable<Uint8Array>,
  { file, wanted }: ReadVectorsOptions,
): Promise<WordVectors> {
  const reader = new VectorReader(file, typeof wanted === 'function' ? wanted : (word) => wanted.has(word));
  for await (const lines of linesOf(bytes, file)) {
    for (const line of lines) reader.take(line);
  }
  return reader.finish();
}

/** The lines of a stream, without line ends and trailing spaces, in a batch for each chunk. */
async function* linesOf(bytes: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<Uint8Array[]> {
  let cut: Uint8Array = new Uint8Array();
  for await (const chunk of bytes) {
    const lines: Uint8Array[] = [];
    let start = 0;
    for (let end = chunk.indexOf(lineFeed); end >= 0; end = chunk.indexOf(lineFeed, start)) {
      const line = chunk.subarray(start, end);
      lines.push(trimmed(start === 0 ? concat(cut, line) : line));
      start = end + 1;
    }
    cut = start === 0 ? concat(cut, chunk) : new Uint8Array(chunk.subarray(start));
    if (cut.length > longestLine) throw new VectorsError(`${file}: a line is over 1 MiB; ${mustBeText}`);
    yield lines;
  }
  yield [trimmed(cut)];
}

const mustBeText =
  'must be text, one word and its numbers on each line; save word2vec’s and fastText’s .bin files as text';

class VectorReader {
  readonly #file: string;
  readonly #isWanted: (word: string) => boolean;
  readonly #rows = new Map<string, Float32Array>();
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  readonly #repeated = new Set<string>();
  #dimensions = 0;
  #line = 0;
  #rowCount = 0;
  /** A first line that may be a header or a row: the second will tell. */
  #first: Uint8Array | undefined;
  /** How many rows the header says there are. */
  #announced: number | undefined;

  constructor(file: string, isWanted: (word: string) => boolean) {
    this.#file = file;
    this.#isWanted = isWanted;
  }

  take(line: Uint8Array): void {
    this.#line++;
    if (this.#line === 1) line = withoutByteOrderMark(line);
    if (line.length === 0) return;
    const spaces = count(line, space);
    if (this.#line === 1 && spaces === 1 && /^\d+ [1-9]\d*$/.test(this.#decoder.decode(line))) {
      this.#first = new Uint8Array(line);
      return;
    }
    if (this.#dimensions === 0) this.#start(spaces);
    this.#row(line, spaces);
  }

  finish(): WordVectors {
    if (this.#dimensions === 0) {
      const what = this.#first === undefined ? 'is empty' : 'has a first line and no rows';
      throw new VectorsError(
        `${this.#file}: ${what}; must hold a word and its numbers on each line; download it again`,
      );
    }
    const remarks = this.#remarks();
    return { dimensions: this.#dimensions, rows: this.#rows, ...(remarks.length > 0 && { remarks }) };
  }

  #remarks(): string[] {
    const remarks: string[] = [];
    if (this.#announced !== undefined && this.#announced !== this.#rowCount) {
      remarks.push(`${this.#file}: has ${this.#rowCount} rows, where its first line says ${this.#announced}`);
    }
    const [word] = this.#repeated;
    if (word === undefined) return remarks;
    const more = this.#repeated.size > 1 ? ` and ${this.#repeated.size - 1} more words` : '';
    return [...remarks, `${this.#file}: has several rows of ${JSON.stringify(word)}${more}; the first row counts`];
  }

  #start(spaces: number): void {
    this.#dimensions = spaces;
    if (this.#first === undefined) return;
    const [announced, dimensions] = this.#decoder.decode(this.#first).split(' ').map(Number);
    if (dimensions !== 1 && spaces === 1) this.#row(this.#first, 1);
    else [this.#announced, this.#dimensions] = [announced, dimensions];
  }

  #row(line: Uint8Array, spaces: number): void {
    let end = line.indexOf(space);
    if (spaces !== this.#dimensions || spaces === 0) end = this.#endOfLongWord(line, spaces);
    const word = this.#decoder.decode(line.subarray(0, end));
    this.#rowCount++;
    if (word.includes('\uFFFD') || !this.#isWanted(word)) return;
    if (this.#rows.has(word)) {
      this.#repeated.add(word);
      return;
    }
    const fields = this.#decoder.decode(line.subarray(end + 1)).split(' ');
    this.#rows.set(
      word,
      Float32Array.from(fields, (field) => this.#number(field, word)),
    );
  }

  /** Where a word of several fields ends; throws where the line is no row of this file. */
  #endOfLongWord(line: Uint8Array, spaces: number): number {
    if (line.includes(0)) throw this.#error(`is binary; ${mustBeText}`);
    if (spaces < this.#dimensions || spaces === 0) throw this.#raggedRow(spaces);
    let end = line.length;
    for (let field = 0; field < this.#dimensions; field++) end = line.lastIndexOf(space, end - 1);
    const last = this.#decoder.decode(line.subarray(line.lastIndexOf(space, end - 1) + 1, end));
    if (isNumber(last)) throw this.#raggedRow(spaces);
    return end;
  }

  #number(field: string, word: string): number {
    if (!isNumber(field) || !Number.isFinite(Math.fround(Number(field)))) {
      const what = `the row of ${JSON.stringify(word)} holds ${JSON.stringify(field.slice(0, 40))}`;
      throw this.#error(`${what}; must be finite 32-bit numbers with single spaces between; ${wayOut}`);
    }
    return Number(field);
  }

  #raggedRow(numbers: number): VectorsError {
    if (this.#dimensions === 0) {
      return this.#error(
        `the row has no numbers; must be a word and its numbers with single spaces between; ${wayOut}`,
      );
    }
    const said = this.#announced === undefined ? 'as in the lines before' : 'as the first line says';
    return this.#error(`the row has ${numbers} numbers; must have ${this.#dimensions}, ${said}; ${wayOut}`);
  }

  #error(problem: string): VectorsError {
    return new VectorsError(`${this.#file}, line ${this.#line}: ${problem}`);
  }
}

const wayOut = 'correct or remove the line, or download the file again';

/** Stricter than `Number`, which takes '', '0x10' and 'Infinity' too. */
function isNumber(field: string): boolean {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(field);
}

function trimmed(line: Uint8Array): Uint8Array {
  let end = line.length;
  while (line[end - 1] === space || line[end - 1] === carriageReturn) end--;
  return line.subarray(0, end);
}

function withoutByteOrderMark(line: Uint8Array): Uint8Array {
  return line[0] === 0xef && line[1] === 0xbb && line[2] === 0xbf ? line.subarray(3) : line;
}

function count(line: Uint8Array, byte: number): number {
  let found = 0;
  for (let i = 0; i < line.length; i++) if (line[i] === byte) found++;
  return found;
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  const joined = new Uint8Array(a.length + b.length);
  joined.set(a);
  joined.set(b, a.length);
  return joined;
}
