import { TextCnn } from '@textcam/nn';
import { createRandom, type Device } from '@textcam/tensor';
import { Classifier, type Preset, presets, reserved, Vocabulary } from '@textcam/text';

export const words = ['good', 'bad', 'film', 'plot', 'actor', 'dull', 'great', 'wolf'];

export interface ClassifierOptions {
  labels?: readonly string[];
  branches?: Preset['branches'];
  dimensions?: number;
  maximumLength?: number;
}

/** An untrained classifier that knows `words`, its biases random like its weights. */
export function randomClassifier(device: Device, options: ClassifierOptions = {}): Classifier {
  const {
    labels = ['negative', 'positive'],
    branches = presets.article.branches,
    dimensions = 3,
    maximumLength = 500,
  } = options;
  const preset = { ...presets.article, name: 'hand-made', branches, dimensions, maximumLength };
  const vocabulary = new Vocabulary([...reserved, ...words]);
  const random = createRandom(5);
  const settings = { rows: vocabulary.size, dimensions, classes: labels.length, branches };
  const network = new TextCnn(settings, device, random);
  for (const { bias } of [...network.convolutions, network.dense]) {
    bias.write(Array.from({ length: bias.size }, () => random() - 0.5));
  }
  const { epochs, batchSize, learningRate } = preset;
  const provenance = { dataset: 'none', seed: 5, vectors: 'none', epochs, batchSize, learningRate, examples: 0 };
  return new Classifier({ device, preset, labels, vocabulary, network, provenance });
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
