import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { TextCnn } from '@textcam/nn';
import { CpuDevice, createRandom } from '@textcam/tensor';
import { Classifier, loadClassifier, Ngrams, saveClassifier } from '@textcam/text';
import { onTestFinished } from 'vitest';
import { type Output, runCommand } from '../src/index.js';

export interface World {
  /** What standard input holds. */
  stdin?: string | Uint8Array;
  env?: Record<string, string>;
  /** Whether standard output and error are terminals. */
  terminal?: boolean;
  signal?: AbortSignal;
  /** Called with what goes to standard error. */
  onStderr?: (text: string) => void;
  /** Takes the place of standard output. */
  stdout?: Output;
}

export interface Ran {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs the command in this process and returns what it printed. */
export async function textcam(argv: readonly string[], world: World = {}): Promise<Ran> {
  const stdout = new Captured(world);
  const stderr = new Captured({ ...world, onText: world.onStderr });
  const stdin = new PassThrough();
  stdin.end(world.stdin ?? '');
  const code = await runCommand(argv, {
    stdin,
    stdout: world.stdout ?? stdout,
    stderr,
    env: world.env ?? {},
    ...(world.signal && { signal: world.signal }),
  });
  return { code, stdout: stdout.text, stderr: stderr.text };
}

class Captured extends Writable {
  text = '';
  readonly isTTY: boolean;
  readonly columns = 80;
  readonly #onText: ((text: string) => void) | undefined;

  constructor({ terminal = false, onText }: { terminal?: boolean; onText?: ((text: string) => void) | undefined }) {
    super();
    this.isTTY = terminal;
    this.#onText = onText;
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.text += chunk.toString();
    this.#onText?.(chunk.toString());
    done();
  }
}

/** A new folder, gone when the test is finished. */
export async function temporaryFolder(): Promise<string> {
  const folder = await newFolder();
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A new folder, for the caller to remove. */
export function newFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'textcam-cli-'));
}

const openings = ['Tonight', 'Yesterday', 'Somehow', 'Frankly', 'Alas', 'Truly', 'Well', 'Again', 'Indeed', 'Briefly'];

/** Ten rows for each label: enough to split, and learned in a blink. */
export function reviewsCsv(words: Record<string, string> = { positive: 'lovely', negative: 'dreadful' }): string {
  const rows = Object.entries(words).flatMap(([label, word]) =>
    openings.map((opening) => `"${opening}, a ${word} film.",${label}`),
  );
  return `text,label\n${rows.join('\n')}\n`;
}

/** Writes files into a folder and returns their paths, by name. */
export async function writeFiles<Name extends string>(
  folder: string,
  files: Record<Name, string | Uint8Array>,
): Promise<Record<Name, string>> {
  const entries = Object.entries(files) as [Name, string | Uint8Array][];
  const written = entries.map(async ([name, data]): Promise<[Name, string]> => {
    await writeFile(join(folder, name), data);
    return [name, join(folder, name)];
  });
  return Object.fromEntries(await Promise.all(written)) as Record<Name, string>;
}

/** Small settings, so that a training takes a tenth of a second. */
export const small = ['--dimensions', '8', '--epochs', '1', '--batch-size', '4', '--device', 'cpu'];

/** Trains a small model on `reviewsCsv` in the folder and returns its path. */
export async function smallModel(folder: string, words?: Record<string, string>): Promise<string> {
  const files = await writeFiles(folder, { 'learned.csv': reviewsCsv(words) });
  const out = join(folder, 'model');
  const learning = ['--epochs', '40', '--lr', '0.01', '--out', out];
  const { code, stderr } = await textcam(['train', '--dataset', files['learned.csv'], ...small, ...learning]);
  if (code !== 0) throw new Error(stderr);
  return join(out, 'model.safetensors');
}

/** A model in the folder that knows two runs of words as one beside words, untrained: its path. */
export async function phraseModel(folder: string): Promise<string> {
  const path = await smallModel(folder);
  const device = new CpuDevice();
  const { preset, labels, vocabulary, provenance } = loadClassifier(await readFile(path), path, device);
  const [lovely, dreadful, film] = ['lovely', 'dreadful', 'film'].map((word) => vocabulary.idOf(word));
  const ngrams = new Ngrams(Int32Array.of(lovely, film, -1, dreadful, film, -1), vocabulary.size);
  const { dimensions, branches } = preset;
  const settings = { rows: vocabulary.size + ngrams.size, dimensions, classes: labels.length, branches };
  const network = new TextCnn(settings, device, createRandom(1));
  const known = { ...preset, stopWords: 'negations' as const, ngramLength: 2, ngramCount: ngrams.size };
  const classifier = new Classifier({ device, preset: known, labels, vocabulary, ngrams, network, provenance });
  const files = await writeFiles(folder, { 'phrases.safetensors': await saveClassifier(classifier) });
  return files['phrases.safetensors'];
}
