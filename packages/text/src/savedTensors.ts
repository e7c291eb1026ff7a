import { CheckpointError, type SafetensorsFile, type TextCnnOptions } from '@textcam/nn';
import { longestNgram, Ngrams } from './ngrams.js';
import type { Preset } from './presets.js';
import { reserved, type Vocabulary } from './vocabulary.js';

/** The tensor of a classifier's n-grams; all others are the network's. */
export const ngramsTensor = 'ngrams';

/** The n-grams of a file, and the tensors beside them. Throws CheckpointError for what is none, and where the preset has others. */
export function takeNgrams(
  stored: SafetensorsFile,
  { preset, vocabulary, file }: { preset: Preset; vocabulary: Vocabulary; file: string },
): { ngrams: Ngrams; parameters: SafetensorsFile } {
  const { [ngramsTensor]: found, ...parameters } = Object.fromEntries(stored.tensors);
  const others = { ...stored, tensors: new Map(Object.entries(parameters)) };
  if (!found) return { ngrams: Ngrams.none(vocabulary.size), parameters: others };
  const [count, words] = found.shape;
  // The number that stands for three words is a whole one for as many words as a preset may have.
  const most = preset.vocabularySize + reserved.length;
  if (vocabulary.size > most) {
    throw broken(file, `its vocabulary has ${vocabulary.size} entries; must have ${most} at most, by its preset`);
  }
  if (found.dtype !== 'I32' || found.shape.length !== 2 || words !== longestNgram || count > preset.ngramCount) {
    const must = `must be I32 [${preset.ngramCount} at most, ${longestNgram}], by its preset`;
    throw broken(file, `tensor ${ngramsTensor} is ${found.dtype} [${found.shape.join(', ')}]; ${must}`);
  }
  try {
    const ngrams = new Ngrams(Int32Array.from(found.values), vocabulary.size);
    if (ngrams.longest <= preset.ngramLength) return { ngrams, parameters: others };
  } catch {
    // Said below.
  }
  throw broken(file, `its ${ngramsTensor} are not different runs of its words, of ${preset.ngramLength} at most`);
}

/** Throws CheckpointError unless the file holds the tensors of a network with these settings, and no others. */
export function checkTensors({ tensors }: SafetensorsFile, settings: TextCnnOptions, file: string): void {
  const shapes = shapesOf(settings);
  for (const [name, shape] of shapes) {
    const found = tensors.get(name);
    const needed = `must be [${shape.join(', ')}], by its preset, labels and vocabulary`;
    if (!found) throw broken(file, `tensor ${name} is missing; ${needed}`);
    if (found.shape.join() !== shape.join()) {
      throw broken(file, `tensor ${name} is ${quoted(`[${found.shape.join(', ')}]`)}; ${needed}`);
    }
    if (found.dtype === 'I32') throw broken(file, `tensor ${name} is I32; must be F32 or F16`);
  }
  const extra = [...tensors.keys()].find((name) => !shapes.has(name));
  if (extra !== undefined) throw broken(file, `tensor ${quoted(extra)} is none of the network`);
}

/** Each tensor of a network, as TextCnn's `parameters` names it, and its shape. */
function shapesOf({ rows, dimensions, classes, branches }: TextCnnOptions): Map<string, readonly number[]> {
  const shapes = new Map<string, readonly number[]>([['embedding.weight', [rows, dimensions]]]);
  branches.forEach(({ filters, kernelSize }, n) => {
    shapes.set(`conv${n + 1}.weight`, [filters, kernelSize, dimensions]);
    shapes.set(`conv${n + 1}.bias`, [filters]);
  });
  const features = branches.reduce((sum, { filters }) => sum + filters, 0);
  return shapes.set('dense.weight', [classes, features]).set('dense.bias', [classes]);
}

/** A file that this program did not write so. */
export function broken(file: string, what: string): CheckpointError {
  return new CheckpointError(`${file}: ${what}; the file is damaged or not of this program; train again`);
}

/** A piece of a file, fit for a line. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}
