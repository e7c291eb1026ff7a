import { articleNetwork, type Branch } from '@textcam/nn';
import { presetChoices, presetNumbers } from './presetRanges.js';

/** Everything that makes a classifier, but for the data, the seed and the first word vectors. */
export interface Preset {
  name: string;
  /** Tokens of a text that the model sees; later ones are clipped. */
  maximumLength: number;
  /** What becomes of stop words: 'negations' keeps those that turn a meaning round, as "not", and drops the others. */
  stopWords: 'dropped' | 'negations' | 'kept';
  /** Words in the vocabulary, beside the reserved entries. */
  vocabularySize: number;
  /** Runs of up to so many words have rows of their own, as further ids after the words: 2 for pairs, 3 for triples too, 1 for none. */
  ngramLength: number;
  /** How many such runs: those that tell the labels apart most. */
  ngramCount: number;
  dimensions: number;
  /** What the table starts with, beside word vectors where there are some: random numbers, or what counts say of each row. */
  initialEmbedding: 'random' | 'naive-bayes';
  /** Of 'naive-bayes': how much of a log-count ratio a word of a text of one word begins with in the logits. */
  naiveBayesScale: number;
  branches: readonly Branch[];
  /** What a convolution's output goes through. With 'none' the network is affine, and its receipt exact. */
  activation: 'none' | 'relu';
  /** Whether what fills a batch up to its longest text is read as a word, as in the article, or masked: then texts do not depend on each other. */
  padding: 'seen' | 'masked';
  /** Features of all windows of a text to one: their sum over their number, or over its root, so that longer texts weigh more. */
  pooling: 'mean' | 'root';
  /** Share of the pooled features that a training step does without. */
  dropout: number;
  /** Share of a label's probability that is spread over all classes. */
  labelSmoothing: number;
  epochs: number;
  batchSize: number;
  learningRate: number;
  /** How the learning rate goes to 0 over the training, if it does. */
  schedule: 'constant' | 'linear' | 'cosine';
  /** As AdamW has it: 0 is Adam. */
  weightDecay: number;
  /** Share of the weights' running average that stays at each step; the classifier gets the average. 0 for the last weights themselves. */
  averaging: number;
  /** Share of the training part that is held back to choose the epoch on, and to fit the temperature. */
  validation: number;
  /** Epochs without a lower loss on the part held back after which training stops; the best epoch counts. 0 for the last one. */
  patience: number;
}

/** Settings that go beyond the article, all of them off. */
const beyondTheArticle = {
  stopWords: 'dropped',
  ngramLength: 1,
  ngramCount: 0,
  initialEmbedding: 'random',
  naiveBayesScale: 0.5,
  activation: 'none',
  padding: 'seen',
  pooling: 'mean',
  dropout: 0,
  labelSmoothing: 0,
  schedule: 'constant',
  weightDecay: 0,
  averaging: 0,
  validation: 0,
  patience: 0,
} as const satisfies Partial<Preset>;

/**
 * The presets by name. `article` is the article to the letter, padding quirk included; `accurate` the best small model whose receipt is still
 * exact: docs/accuracy.md says how it was found.
 */
export const presets: Readonly<Record<'article' | 'accurate', Preset>> = {
  article: {
    name: 'article',
    ...beyondTheArticle,
    maximumLength: 500,
    vocabularySize: 10_000,
    dimensions: 300,
    branches: articleNetwork.branches,
    epochs: 2,
    batchSize: 100,
    learningRate: 0.001,
  },
  accurate: {
    ...beyondTheArticle,
    name: 'accurate',
    maximumLength: 3000,
    stopWords: 'kept',
    vocabularySize: 20_000,
    ngramLength: 3,
    ngramCount: 80_000,
    dimensions: 16,
    initialEmbedding: 'naive-bayes',
    naiveBayesScale: 0.4,
    branches: [{ filters: 16, kernelSize: 1, padding: 0 }],
    padding: 'masked',
    pooling: 'root',
    epochs: 2,
    batchSize: 100,
    learningRate: 0.001,
  },
};

/** Settings as a file has them: those that an older program did not know are off. */
export function withAllSettings(preset: unknown): unknown {
  if (!isObject(preset)) return preset;
  return { ...preset, ...Object.fromEntries(Object.entries(beyondTheArticle).filter(([field]) => !(field in preset))) };
}

/** What keeps a value, a file's perhaps, from being used as a preset: 'what is; what must be'. Undefined when nothing does. */
export function presetProblem(preset: unknown): string | undefined {
  if (!isObject(preset)) return 'settings are missing; must be an object of them';
  if (typeof preset.name !== 'string') return 'name is no text; must be one';
  for (const [field, { fits, must }] of Object.entries(presetNumbers)) {
    const value = preset[field];
    if (!(typeof value === 'number' && fits(value))) return `${field} is ${shown(value, 'number')}; must be ${must}`;
  }
  for (const [field, choices] of Object.entries(presetChoices)) {
    const value = preset[field];
    if (!(choices as readonly unknown[]).includes(value)) {
      return `${field} is ${shown(value, 'string')}; must be one of ${choices.join(', ')}`;
    }
  }
  return branchesProblem(preset.branches) ?? contradiction(preset as unknown as Preset);
}

function branchesProblem(branches: unknown): string | undefined {
  if (!Array.isArray(branches) || branches.length === 0) return 'branches are none; must be at least one';
  const odd = branches.findIndex((branch) => !isBranch(branch));
  return odd < 0
    ? undefined
    : `branch ${odd + 1} has no filters, or no window on a text of one token; must have kernelSize - 1 zeros of padding ` +
        'at most, and half as many at least';
}

/** Settings that are fine by themselves and not together. */
function contradiction({
  ngramLength,
  ngramCount,
  patience,
  validation,
  padding,
  pooling,
}: Preset): string | undefined {
  if (ngramLength > 1 !== ngramCount > 0) {
    return `ngramCount is ${ngramCount} with an ngramLength of ${ngramLength}; must be above 0 with 2 or 3, and 0 with 1`;
  }
  if (patience > 0 && validation === 0) {
    return `patience is ${patience} without validation; must be 0, or have a part held back to look at`;
  }
  if (pooling === 'root' && padding === 'seen') {
    return "pooling is root with padding that is seen; must be mean, or have padding 'masked'";
  }
  return undefined;
}

function isBranch(branch: unknown): boolean {
  if (!isObject(branch)) return false;
  const { filters, kernelSize, padding } = branch;
  const isCount = (value: unknown, least: number): value is number =>
    typeof value === 'number' && Number.isInteger(value) && value >= least && value <= 1_000_000;
  return (
    isCount(filters, 1) &&
    isCount(kernelSize, 1) &&
    isCount(padding, 0) &&
    2 * padding >= kernelSize - 1 &&
    padding < kernelSize
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shown(value: unknown, expected: 'number' | 'string'): string {
  if (typeof value === 'number') return String(value);
  return expected === 'string' && typeof value === 'string' ? JSON.stringify(value.slice(0, 40)) : `no ${expected}`;
}
