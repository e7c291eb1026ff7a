import { TextCnn } from '@textcam/nn';
import { createRandom, type Device } from '@textcam/tensor';
import { Classifier, Ngrams, type Preset, presets, reserved, Vocabulary } from '@textcam/text';

export const words = ['good', 'bad', 'film', 'plot', 'actor', 'dull', 'great', 'wolf'];

export interface ClassifierOptions {
  labels?: readonly string[];
  branches?: Preset['branches'];
  dimensions?: number;
  maximumLength?: number;
  /** Runs of `words` that have rows of their own; none when left out. */
  ngrams?: readonly string[];
}

/** An untrained classifier that knows `words`, its biases random like its weights. */
export function randomClassifier(device: Device, options: ClassifierOptions = {}): Classifier {
  const {
    labels = ['negative', 'positive'],
    branches = presets.article.branches,
    dimensions = 3,
    maximumLength = 500,
    ngrams: runs = [],
  } = options;
  const preset = { ...presets.article, name: 'hand-made', branches, dimensions, maximumLength };
  const vocabulary = new Vocabulary([...reserved, ...words]);
  const ngrams = new Ngrams(Int32Array.from(runs.flatMap((run) => entriesOf(vocabulary, run))), vocabulary.size);
  const random = createRandom(5);
  const settings = { rows: vocabulary.size + ngrams.size, dimensions, classes: labels.length, branches };
  const network = new TextCnn(settings, device, random);
  for (const { bias } of [...network.convolutions, network.dense]) {
    bias.write(Array.from({ length: bias.size }, () => random() - 0.5));
  }
  const { epochs, batchSize, learningRate } = preset;
  const provenance = { dataset: 'none', seed: 5, vectors: 'none', epochs, batchSize, learningRate, examples: 0 };
  return new Classifier({ device, preset, labels, vocabulary, ngrams, network, provenance });
}

function entriesOf(vocabulary: Vocabulary, run: string): number[] {
  const [first, second, third] = run.split(' ').map((word) => vocabulary.idOf(word));
  return [first, second, third ?? -1];
}

/**
 * One number per word (good 1, bad -3, all others 0), one filter of width 1 that doubles it and adds 1, and the logits negative = -feature,
 * positive = feature + 0.5. So a good makes the feature 3, a bad -5, any other word 1.
 */
export function simpleClassifier(device: Device, labels = ['negative', 'positive']): Classifier {
  const branches = [{ filters: 1, kernelSize: 1, padding: 0 }];
  const classifier = randomClassifier(device, { labels, branches, dimensions: 1 });
  const { embedding, convolutions, dense } = classifier.network;
  const { vocabulary } = classifier;
  embedding.weight.write(vocabulary.words.map((word) => ({ good: 1, bad: -3 })[word] ?? 0));
  convolutions[0].weight.write([2]);
  convolutions[0].bias.write([1]);
  dense.weight.write([-1, 1, 0].slice(0, labels.length));
  dense.bias.write([0, 0.5, 0].slice(0, labels.length));
  return classifier;
}

/**
 * The same with one number for each n-gram too, and 1.5 for unknown words: of a text of six ids, a good adds 2 to the margin of positive, and
 * an unknown word 1; its biases say 2.5. Of "dull good film" the six are dull, good, film, and what `phraseValues` says.
 */
export function phraseClassifier(device: Device): Classifier {
  const branches = [{ filters: 1, kernelSize: 1, padding: 0 }];
  const classifier = randomClassifier(device, { branches, dimensions: 1, ngrams: Object.keys(phraseValues) });
  const { embedding, convolutions, dense } = classifier.network;
  const single: Record<string, number> = { '<unk>': 1.5, good: 3 };
  embedding.weight.write([
    ...classifier.vocabulary.words.map((word) => single[word] ?? 0),
    ...Object.values(phraseValues),
  ]);
  convolutions[0].weight.write([2]);
  convolutions[0].bias.write([1]);
  dense.weight.write([-1, 1]);
  dense.bias.write([0, 0.5]);
  return classifier;
}

/** The n-grams of `phraseClassifier`: of a text of six ids, they add two thirds of this. */
export const phraseValues = { 'dull good': -6, 'good film': 12, 'dull film': -3, 'dull good film': -27 };
