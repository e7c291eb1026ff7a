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
