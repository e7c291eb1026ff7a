import { outputDirections, TextCnn } from '@textcam/nn';
import { createRandom, type Device } from '@textcam/tensor';
import { Classifier, type Provenance } from './classifier.js';
import type { EncodedExample } from './encode.js';
import type { Dataset } from './examples.js';
import { tableOfRatios } from './initialTable.js';
import { logCountRatios, presenceOf } from './naiveBayes.js';
import { networkOptionsOf } from './networkOptions.js';
import type { Prepared } from './prepare.js';
import type { Preset } from './presets.js';
import { randomStreams } from './randomStreams.js';

/** What decides a classifier's beginning, beside its data. */
export interface UntrainedOptions {
  device: Device;
  preset: Preset;
  seed: number;
  dataset: Pick<Dataset, 'name'>;
  vectors?: { name: string };
  limit?: number;
}

/**
 * The classifier that learns, before its first step.
 *
 * @param embeddingValues of word vectors, [rows, dimensions]; without them the table starts as N(0, 0.1²), or at zero where counts are added
 */
export async function untrainedClassifier(
  { device, preset, seed, vectors, dataset, limit }: UntrainedOptions,
  { labels, vocabulary, ngrams, train }: Prepared,
  embeddingValues: Float32Array | undefined,
): Promise<Classifier> {
  const { dimensions, epochs, batchSize, learningRate } = preset;
  const rows = vocabulary.size + ngrams.size;
  const zeros = preset.initialEmbedding === 'naive-bayes' ? new Float32Array(rows * dimensions) : undefined;
  const network = new TextCnn(
    { ...networkOptionsOf(preset, { rows, classes: labels.length }), embeddingValues: embeddingValues ?? zeros },
    device,
    createRandom(seed, randomStreams.initialize),
  );
  const provenance: Provenance = {
    dataset: dataset.name,
    seed,
    vectors: vectors?.name ?? 'none',
    epochs,
    batchSize,
    learningRate,
    ...(limit === undefined ? {} : { limit }),
    examples: train.length,
  };
  const classifier = new Classifier({ device, preset, labels, vocabulary, ngrams, network, provenance });
  if (preset.initialEmbedding === 'naive-bayes') await addCounts(classifier, train);
  return classifier;
}

/** Adds to the table what the counts of the training part say of each row, in the network's own directions. */
async function addCounts({ network, labels, rows, preset }: Classifier, examples: readonly EncodedExample[]) {
  const presence = presenceOf(examples, rows, labels.length);
  const counts = tableOfRatios((row) => logCountRatios(presence, row), {
    rows,
    directions: await outputDirections(network),
    scale: preset.naiveBayesScale,
  });
  const { weight } = network.embedding;
  const begun = await weight.read();
  weight.write(counts.map((value, n) => value + begun[n]));
}
