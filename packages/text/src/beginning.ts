import type { Device } from '@textcam/tensor';
import type { Classifier } from './classifier.js';
import { type Prepared, tableOf } from './prepare.js';
import { type UntrainedOptions, untrainedClassifier } from './untrainedClassifier.js';
import type { WordVectors } from './vectors.js';
import { reserved } from './vocabulary.js';

/** Word vectors to begin with: a name for them, and those of the words asked for. */
export interface FirstVectors {
  name: string;
  read: (wanted: ReadonlySet<string>) => Promise<WordVectors>;
}

/** What decides a beginning, but for its device. */
export interface BeginningOptions extends Omit<UntrainedOptions, 'device'> {
  vectors?: FirstVectors;
}

/** What a training begins with, on any device. */
export interface Beginning {
  /** Of the word vectors, where there are some. */
  table: ReturnType<typeof tableOf> | undefined;
  /** The classifier before its first step. */
  on(device: Device): Promise<Classifier>;
}

/** Reads the vectors of the vocabulary's words. Their dimensions count. */
export async function beginningOf(options: BeginningOptions, data: Prepared): Promise<Beginning> {
  const { preset, vectors } = options;
  const words = new Set(data.vocabulary.words.slice(reserved.length));
  const table = vectors && tableOf(await vectors.read(words), data);
  const settings = { ...preset, dimensions: table?.dimensions ?? preset.dimensions };
  return { table, on: (device) => untrainedClassifier({ ...options, device, preset: settings }, data, table?.values) };
}
