import { type Random, shuffled, sizeClass } from '@textcam/tensor';
import type { EncodedExample } from './encode.js';

/** Examples side by side, on the host: ids [batch, time], filled up to the longest text. */
export interface Batch {
  /** How many. */
  examples: number;
  /** Row-major [batch, time]; after a text's end, the padding value that was asked for. */
  ids: Int32Array;
  shape: readonly [batch: number, time: number];
  /** Real lengths. */
  lengths: Int32Array;
  labels: Int32Array;
}

export interface BatchOptions {
  batchSize: number;
  /** What stands after a text's end: vocabulary entry 0 as in the article, or -1 for nothing. */
  paddingId: 0 | -1;
  /** Shuffles the examples; file order when left out. */
  random?: Random;
}

/**
 * The examples in batches, each once, each batch padded to its longest text; at least one position, so that an empty text has a place.
 * The last batch has what is left. Throws RangeError for a batch size that is no whole number above 0.
 */
export function* makeBatches(examples: readonly EncodedExample[], options: BatchOptions): Generator<Batch> {
  const { batchSize, paddingId, random } = options;
  if (!Number.isInteger(batchSize) || batchSize < 1) {
    throw new RangeError(`batches: a size of ${batchSize}; must be a whole number, 1 or more, as 100`);
  }
  const order = random ? shuffled(examples.length, random) : Int32Array.from(examples.keys());
  for (let first = 0; first < order.length; first += batchSize) {
    yield makeBatch(
      Array.from(order.subarray(first, first + batchSize), (n) => examples[n]),
      paddingId,
    );
  }
}

/** One batch of these examples, in this order; [0, 1] of none. */
export function makeBatch(examples: readonly Pick<EncodedExample, 'ids' | 'label'>[], paddingId: 0 | -1): Batch {
  const time = examples.reduce((longest, { ids }) => Math.max(longest, ids.length), 1);
  const ids = new Int32Array(examples.length * time).fill(paddingId);
  examples.forEach((example, n) => {
    ids.set(example.ids, n * time);
  });
  return {
    examples: examples.length,
    ids,
    shape: [examples.length, time],
    lengths: Int32Array.from(examples, (example) => example.ids.length),
    labels: Int32Array.from(examples, (example) => example.label),
  };
}

/**
 * The length that batches of `time` positions are filled up to with positions that hold no word: the next of 1, 1.25, 1.5 or 1.75 times a
 * power of two, at least 16. Few lengths occur then, and each needs a recording of its own.
 */
export function bucketOf(time: number): number {
  return sizeClass(time, 16);
}
