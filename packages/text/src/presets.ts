import { articleNetwork, type Branch } from '@textcam/nn';

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
  /** Of 'naive-bayes': how much of its log-count ratio each word begins to add to the logits, before they are pooled. */
  naiveBayesScale: number;
  branches: readonly Branch[];
  /** What a convolution's output goes through. With 'none' the network is affine, and its receipt exact. */
  activation: 'none' | 'relu';
  /** Whether what fills a batch up to its longest text is read as a word, as in the article, or masked: then texts do not depend on each other. */
  padding: 'seen' | 'masked';
  /** Features of all windows of a text to one: their mean, or their mean times the root of the text's length, so that longer texts weigh more. */
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
  /** Share of the weights' exponential moving average that stays at each step; the classifier gets the average. 0 for the last weights themselves. */
  averaging: number;
  /**
   * Share of the training part that is held back to choose the epoch on, and to fit the temperature. Nothing is where that would be fewer than
   * 50 examples and no epoch is chosen.
   */
  validation: number;
  /**
   * What is learned in the end: what is not held back, or the whole training part, in a second training that takes the temperature of the first.
   */
  refit: 'none' | 'whole';
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
  refit: 'none',
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
    vocabularySize: 10_000,
    ngramLength: 3,
    ngramCount: 40_000,
    dimensions: 16,
    initialEmbedding: 'naive-bayes',
    naiveBayesScale: 0.4,
    branches: [{ filters: 8, kernelSize: 1, padding: 0 }],
    padding: 'masked',
    pooling: 'root',
    epochs: 2,
    batchSize: 100,
    learningRate: 0.001,
    averaging: 0.99,
    validation: 0.1,
    refit: 'whole',
  },
};

/** Settings as a file has them: those that an older program did not know are off. */
export function withAllSettings(preset: unknown): unknown {
  if (typeof preset !== 'object' || preset === null) return preset;
  return { ...preset, ...Object.fromEntries(Object.entries(beyondTheArticle).filter(([field]) => !(field in preset))) };
}
