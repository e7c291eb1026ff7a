import { articleNetwork, type Branch } from '@textcam/nn';

/** Everything that makes a classifier, but for the data and the seed. */
export interface Preset {
  name: string;
  /** Tokens of a text that the model sees; later ones are clipped. */
  maximumLength: number;
  /** Words in the vocabulary, beside the reserved entries. */
  vocabularySize: number;
  dimensions: number;
  branches: readonly Branch[];
  epochs: number;
  batchSize: number;
  learningRate: number;
}

/** The presets by name. `article` is the article to the letter, padding quirk included. */
export const presets: Readonly<Record<'article', Preset>> = {
  article: {
    name: 'article',
    maximumLength: 500,
    vocabularySize: 10_000,
    dimensions: 300,
    branches: articleNetwork.branches,
    epochs: 2,
    batchSize: 100,
    learningRate: 0.001,
  },
};

const counts = ['maximumLength', 'vocabularySize', 'dimensions', 'epochs', 'batchSize'] as const;

/** What keeps a value, a file's perhaps, from being used as a preset: 'what is; what must be'. Undefined when nothing does. */
export function presetProblem(preset: unknown): string | undefined {
  if (!isObject(preset)) return 'settings are missing; must be an object of them';
  if (typeof preset.name !== 'string') return 'name is no text; must be one';
  const wrong = counts.find((field) => !isCount(preset[field], 1));
  if (wrong !== undefined) return `${wrong} is ${shown(preset[wrong])}; must be a whole number from 1 to ${most}`;
  const { learningRate, branches } = preset;
  if (!(Number.isFinite(learningRate) && (learningRate as number) > 0)) {
    return `learningRate is ${shown(learningRate)}; must be a number above 0`;
  }
  if (!Array.isArray(branches) || branches.length === 0) return 'branches are none; must be at least one';
  const odd = branches.findIndex((branch) => !isBranch(branch));
  return odd < 0
    ? undefined
    : `branch ${odd + 1} has no filters, or no window on a text of one token; must have kernelSize - 1 zeros of padding ` +
        'at most, and half as many at least';
}

const most = 1_000_000;

function isBranch(branch: unknown): boolean {
  if (!isObject(branch)) return false;
  const { filters, kernelSize, padding } = branch;
  return (
    isCount(filters, 1) &&
    isCount(kernelSize, 1) &&
    isCount(padding, 0) &&
    2 * padding >= kernelSize - 1 &&
    padding < kernelSize
  );
}

function isCount(value: unknown, least: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function shown(value: unknown): string {
  return typeof value === 'number' ? String(value) : 'no number';
}
