import {
  CheckpointError,
  loadParameters,
  readSafetensors,
  saveParameters,
  TextCnn,
  writeSafetensors,
} from '@textcam/nn';
import { createRandom, type Device } from '@textcam/tensor';
import { Classifier, type Provenance } from './classifier.js';
import type { Preset } from './presets.js';
import { Vocabulary } from './vocabulary.js';

const format = 'textcam-classifier';
const version = '1';

export interface SaveOptions {
  /** F16 halves the file; values round to 11 significant bits. F32 when left out. */
  dtype?: 'F32' | 'F16';
}

/** The classifier as the bytes of one safetensors file: parameters by name, all else in its metadata. */
export async function saveClassifier(classifier: Classifier, { dtype = 'F32' }: SaveOptions = {}): Promise<Uint8Array> {
  const { preset, labels, vocabulary, network, provenance } = classifier;
  const metadata = {
    format,
    version,
    preset: JSON.stringify(preset),
    labels: JSON.stringify(labels),
    vocabulary: JSON.stringify(vocabulary.words),
    training: JSON.stringify(provenance),
  };
  return writeSafetensors(await saveParameters(network.parameters(), metadata, { dtype }));
}

/**
 * The classifier that a file holds. `file` names it in errors.
 *
 * Throws CheckpointError when the bytes are no safetensors file, not of a classifier, of a later version, or do not fit together.
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
      `${file}: a classifier of version ${metadata.version}; this program reads version ${version}; install a newer one`,
    );
  }
  const field = (name: string) => parsed(metadata[name], name, file);
  const preset = presetOf(field('preset'), file);
  const labels = stringsOf(field('labels'), 'labels', file);
  const vocabulary = vocabularyOf(stringsOf(field('vocabulary'), 'vocabulary', file), file);
  const network = new TextCnn(
    {
      rows: vocabulary.size,
      dimensions: preset.dimensions,
      classes: labels.length,
      branches: preset.branches,
      embeddingValues: new Float32Array(vocabulary.size * preset.dimensions),
    },
    device,
    createRandom(0),
  );
  loadParameters(stored, network.parameters());
  // Only shown to people, so its fields need no check.
  const provenance = field('training') as Provenance;
  return new Classifier({ device, preset, labels, vocabulary, network, provenance });
}

function broken(file: string, what: string): CheckpointError {
  return new CheckpointError(
    `${file}: its ${what} cannot be read; the file is damaged or not of this program; train again`,
  );
}

function parsed(json: string | undefined, what: string, file: string): unknown {
  try {
    return JSON.parse(json ?? '');
  } catch {
    throw broken(file, what);
  }
}

function stringsOf(value: unknown, what: string, file: string): string[] {
  if (Array.isArray(value) && value.length >= 2 && value.every((item) => typeof item === 'string')) return value;
  throw broken(file, what);
}

function vocabularyOf(words: string[], file: string): Vocabulary {
  try {
    return new Vocabulary(words);
  } catch {
    throw broken(file, 'vocabulary');
  }
}

function presetOf(value: unknown, file: string): Preset {
  const preset = value as Preset | null;
  const whole = (number: unknown, least: number) =>
    Number.isInteger(number) && (number as number) >= least && (number as number) <= 1e6;
  const sound =
    typeof preset === 'object' &&
    preset !== null &&
    typeof preset.name === 'string' &&
    [preset.maximumLength, preset.vocabularySize, preset.dimensions, preset.batchSize].every((number) =>
      whole(number, 1),
    ) &&
    Array.isArray(preset.branches) &&
    preset.branches.length > 0 &&
    preset.branches.every(
      (branch) => branch && whole(branch.filters, 1) && whole(branch.kernelSize, 1) && whole(branch.padding, 0),
    );
  if (!sound) throw broken(file, 'preset');
  return preset;
}
