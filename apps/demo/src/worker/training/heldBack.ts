import { inspect } from '@textcam/gradcam';
import { createRandom } from '@textcam/tensor';
import {
  type Classifier,
  type Dataset,
  type Example,
  randomStreams,
  selectExamples,
  tokenizeHere,
} from '@textcam/text';
import type { InspectionShown } from '../../protocol/inspectionShown.js';
import { nextTurn } from '../../protocol/serve.js';
import { inspectionShown } from '../inspectionShown.js';
import type { Reporter } from './reporter.js';

/** What the classifier does on the texts that it was not trained on. */
export async function inspectHeldBack(
  classifier: Classifier,
  dataset: Dataset,
  { seed, reporter, signal }: { seed: number; reporter: Reporter; signal: AbortSignal },
): Promise<InspectionShown> {
  const selection = await selectExamples(dataset, {
    splits: ['test'],
    splitRandom: createRandom(seed, randomStreams.split),
    sampleRandom: createRandom(seed, randomStreams.sample),
  });
  const names = new Set(selection.map(({ name }) => name));
  const inspecting = inspect(classifier, chosenFrom(dataset, names), {
    tokenizing: tokenizeHere,
    data: { dataset: dataset.name, split: 'test', limit: null, seed },
  });
  for (;;) {
    const { done, value } = await inspecting.next();
    if (done) return inspectionShown(value);
    reporter.work('Looking at the texts held back', value.done / names.size);
    await nextTurn();
    signal.throwIfAborted();
  }
}

async function* chosenFrom(dataset: Dataset, names: ReadonlySet<string>): AsyncGenerator<Example> {
  for await (const example of dataset.read()) if (names.has(example.name)) yield example;
}
