import { TextCnn } from '@textcam/nn';
import { createRandom, type Device } from '@textcam/tensor';
import { Classifier } from '../src/classifier.js';
import type { Dataset, Entry, Example } from '../src/examples.js';
import { networkOptionsOf } from '../src/networkOptions.js';
import { longestNgram, Ngrams } from '../src/ngrams.js';
import { type Preset, presets } from '../src/presets.js';
import { reserved, Vocabulary } from '../src/vocabulary.js';

/** Examples in memory as a data set, read in the order given. */
export function datasetOf(examples: readonly Example[], reading: readonly Example[] = examples): Dataset {
  return {
    name: 'toy',
    async list() {
      const entries = examples.map(({ text: _, ...entry }): Entry => entry);
      return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    },
    async *read() {
      yield* reading;
    },
  };
}

/** The article's network on a small scale. */
export const tinyPreset: Preset = {
  ...presets.article,
  name: 'tiny',
  maximumLength: 20,
  vocabularySize: 100,
  dimensions: 4,
  epochs: 2,
  batchSize: 4,
  learningRate: 0.01,
};

/** An untrained classifier that knows the words after the reserved four, and runs of them; its biases are random too. */
export function classifierOf(
  device: Device,
  {
    words = ['good', 'bad'],
    labels = ['no', 'yes'],
    preset = tinyPreset,
    runs = [],
  }: { words?: string[]; labels?: string[]; preset?: Preset; runs?: string[] } = {},
): Classifier {
  const vocabulary = new Vocabulary([...reserved, ...words]);
  const { epochs, batchSize, learningRate } = preset;
  const ngrams = new Ngrams(
    Int32Array.from(
      runs.flatMap((run) => {
        const own = run.split(' ').map((word) => vocabulary.idOf(word));
        return Array.from({ length: longestNgram }, (_, n) => own[n] ?? -1);
      }),
    ),
    vocabulary.size,
  );
  const settings = networkOptionsOf(preset, { rows: vocabulary.size + ngrams.size, classes: labels.length });
  const random = createRandom(7);
  const network = new TextCnn(settings, device, random);
  for (const { bias } of [...network.convolutions, network.dense])
    bias.write(Array.from({ length: bias.size }, random));
  const provenance = { dataset: 'toy', seed: 7, vectors: 'none', epochs, batchSize, learningRate, examples: 0 };
  return new Classifier({ device, preset, labels, vocabulary, ngrams, network, provenance });
}

/** A generator's events and its result. */
export async function followed<Event, Result>(
  generator: AsyncGenerator<Event, Result>,
): Promise<{ events: Event[]; result: Result }> {
  const events: Event[] = [];
  for (;;) {
    const step = await generator.next();
    if (step.done) return { events, result: step.value };
    events.push(step.value);
  }
}
