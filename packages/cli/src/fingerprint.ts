import { createHash } from 'node:crypto';
import type { Dataset } from '@textcam/text';
import { InputError } from './errors.js';

/** A data set, and once it has been read to its end, what tells it from any other. */
export interface FingerprintedDataset {
  dataset: Dataset;
  /** Of every example with its name, label, part and text, in whatever order they came. */
  fingerprint(): string;
}

/**
 * Takes the fingerprint of a data set while it is read. With one to expect, the reading throws InputError at its end when the data is another.
 */
export function fingerprinted(dataset: Dataset, expected?: string): FingerprintedDataset {
  let found = '';
  async function* read() {
    const sum = Buffer.alloc(32);
    for await (const example of dataset.read()) {
      const { name, label, split, text } = example;
      const digest = createHash('sha256')
        .update(JSON.stringify([name, label, split, text]))
        .digest();
      for (let n = 0; n < sum.length; n++) sum[n] ^= digest[n];
      yield example;
    }
    found = sum.toString('hex');
    if (expected === undefined || expected === found) return;
    throw new InputError(
      `${dataset.name}: has changed since the checkpoint was made; must be the same data to go on; put the old data back, or train anew`,
    );
  }
  return { dataset: { name: dataset.name, list: () => dataset.list(), read }, fingerprint: () => found };
}
