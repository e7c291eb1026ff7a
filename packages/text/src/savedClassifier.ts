import {
  CheckpointError,
  loadParameters,
  readSafetensors,
  type StoredTensor,
  saveParameters,
  TextCnn,
  writeSafetensors,
} from '@textcam/nn';
import { createRandom, type Device } from '@textcam/tensor';
import { Classifier, type Provenance } from './classifier.js';
import { networkOptionsOf } from './networkOptions.js';
import { longestNgram } from './ngrams.js';

import { presetProblem } from './presetProblem.js';
import { type Preset, withAllSettings } from './presets.js';
import { broken, checkTensors, ngramsTensor, quoted, takeNgrams } from './savedTensors.js';
import { Vocabulary } from './vocabulary.js';

const format = 'textcam-classifier';
const version = '1';

export interface SaveOptions {
  /** F16 halves the file; values round to 11 significant bits. F32 when left out. */
  dtype?: 'F32' | 'F16';
}

/**
 * The classifier as the bytes of one safetensors file: parameters by name, all else in its metadata. Throws CheckpointError for numbers
 * too large for F16.
 */
export async function saveClassifier(classifier: Classifier, { dtype = 'F32' }: SaveOptions = {}): Promise<Uint8Array> {
  const { preset, labels, vocabulary, ngrams, network, provenance } = classifier;
  const metadata = {
    format,
    version,
    preset: JSON.stringify(preset),
    labels: JSON.stringify(labels),
    vocabulary: JSON.stringify(vocabulary.words),
    training: JSON.stringify(provenance),
  };
  const saved = await saveParameters(network.parameters(), metadata, { dtype });
  if (ngrams.size === 0) return writeSafetensors(saved);
  const words: StoredTensor = { dtype: 'I32', shape: [ngrams.size, longestNgram], values: ngrams.words };
  return writeSafetensors({ ...saved, tensors: new Map([...saved.tensors, [ngramsTensor, words]]) });
}

/**
 * The classifier that a file holds. `file` names it in errors.
 *
 * Throws CheckpointError when the bytes are no safetensors file, not of a classifier, of another version, or do not fit together. That is
 * found out before the network is made: a file that lies about its sizes costs no memory.
 */
export function loadClassifier(bytes: Uint8Array, file: string, device: Device): Classifier {
  const stored = readSafetensors(bytes, file);
  const { metadata } = stored;
  if (metadata.format !== format) {
    throw new CheckpointError(
      `${file}: a safetensors file, but not of a textcam classifier; must be one that \`textcam train\` wrote; name another file`,
    );
  }
  if (metadata.version !== version) {
    throw new CheckpointError(
      `${file}: a classifier of version ${quoted(metadata.version ?? 'none')}; this program reads version ${version}; ` +
        'install the one that wrote it',
    );
  }
  const field = (name: string) => parsed(metadata[name], name, file);
  const preset = presetOf(field('preset'), file);
  const labels = labelsOf(field('labels'), file);
  const vocabulary = vocabularyOf(field('vocabulary'), file);
  const provenance = provenanceOf(field('training'), file);
  const { ngrams, parameters } = takeNgrams(stored, { preset, vocabulary, file });
  const rows = vocabulary.size + ngrams.size;
  const settings = networkOptionsOf(preset, { rows, classes: labels.length });
  checkTensors(parameters, settings, file);
  const embeddingValues = new Float32Array(rows * settings.dimensions);
  const network = new TextCnn({ ...settings, embeddingValues }, device, createRandom(0));
  loadParameters(parameters, network.parameters());
  return new Classifier({ device, preset, labels, vocabulary, ngrams, network, provenance });
}

function parsed(json: string | undefined, what: string, file: string): unknown {
  if (json === undefined) throw broken(file, `it has no ${what}`);
  try {
    return JSON.parse(json);
  } catch {
    throw broken(file, `its ${what} is not JSON`);
  }
}

function presetOf(stored: unknown, file: string): Preset {
  const preset = withAllSettings(stored);
  const problem = presetProblem(preset);
  if (problem !== undefined) throw broken(file, `its preset: ${problem}`);
  return preset as Preset;
}

function labelsOf(value: unknown, file: string): string[] {
  if (!isStrings(value) || value.length < 2 || new Set(value).size < value.length) {
    throw broken(file, 'its labels are not two different texts or more');
  }
  return value;
}

function vocabularyOf(value: unknown, file: string): Vocabulary {
  if (!isStrings(value)) throw broken(file, 'its vocabulary is no list of words');
  try {
    return new Vocabulary(value);
  } catch {
    throw broken(file, 'its vocabulary lacks the reserved words or has one twice');
  }
}

function isStrings(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function provenanceOf(value: unknown, file: string): Provenance {
  const training = (typeof value === 'object' && value !== null ? value : {}) as Partial<Provenance>;
  const { dataset, vectors, seed, epochs, batchSize, learningRate, examples, limit = 0, temperature = 1 } = training;
  const sound =
    [dataset, vectors].every((item) => typeof item === 'string') &&
    [seed, epochs, batchSize, learningRate, examples, limit, temperature].every((item) => typeof item === 'number');
  if (!sound) throw broken(file, 'its training is not described in full');
  return training as Provenance;
}
