import type { Preprocess } from '@textcam/text';
import { InputError } from './errors.js';

/** A preprocessing, and once it has come to its end, what tells the data set from any other. */
export interface FingerprintedPreprocess {
  preprocess: Preprocess;
  /** Of every example with its name, label, part and text, in whatever order they came. */
  fingerprint(): string;
}

/**
 * Keeps the fingerprint that a preprocessing takes. With one to expect, the preprocessing throws InputError at its end when the data is another.
 */
export function fingerprinted(preprocess: Preprocess, expected?: string): FingerprintedPreprocess {
  let found = '';
  return {
    async *preprocess(options) {
      const tokenized = yield* preprocess(options);
      found = tokenized.fingerprint ?? '';
      if (expected === undefined || expected === found) return tokenized;
      throw new InputError(
        `${options.dataset.name}: has changed since the checkpoint was made; must be the same data to go on; put the old data back, or train anew`,
      );
    },
    fingerprint: () => found,
  };
}
