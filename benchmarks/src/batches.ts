import { createRandom } from '@textcam/tensor';
import { type Batch, type EncodedExample, makeBatches } from '@textcam/text';
import { BenchmarkError } from './errors.js';
import { network } from './network.js';

/**
 * `count` batches of the examples, clipped to `time` tokens, shuffled; batches that no text fills to the end are passed over, so that
 * all are [100, time]. Padding is a word, as in the article. Throws BenchmarkError when there are not so many.
 */
export function fullBatches(examples: readonly EncodedExample[], time: number, count: number): Batch[] {
  const clipped = examples.map((example) => ({ ...example, ids: example.ids.subarray(0, time) }));
  const full: Batch[] = [];
  for (const batch of makeBatches(clipped, { ...network, paddingId: 0, random: createRandom(1) })) {
    if (batch.examples === network.batchSize && batch.shape[1] === time) full.push(batch);
    if (full.length === count) return full;
  }
  throw new BenchmarkError(`batches: ${full.length} with a text of ${time} tokens; must be ${count}; use more texts`);
}

/** How many different ids a batch has, padding included: the fewest and the most. */
export function distinctIds(batches: readonly Batch[]): [fewest: number, most: number] {
  const counts = batches.map(({ ids }) => new Set(ids).size);
  return [Math.min(...counts), Math.max(...counts)];
}
