import { fileURLToPath } from 'node:url';
import { createRandom } from '@textcam/tensor';
import type { EncodedExample } from '@textcam/text';
import { drawReviews } from './drawnReviews.js';
import { findArchive, readReviews } from './reviews.js';

/** What batches are made of: real training reviews, or texts drawn to be like them. */
export interface Texts {
  examples: EncodedExample[];
  source: 'imdb' | 'drawn';
}

/** The training reviews where the data set is found, otherwise drawn texts; `print` says which. */
export async function openTexts(print: (line: string) => void): Promise<Texts> {
  const archive = findArchive(fileURLToPath(new URL('../..', import.meta.url)));
  if (archive === undefined) {
    print("Texts: drawn by Zipf's law, since aclImdb_v1.tar.gz is neither in the folder TEXTCAM_DATA nor downloaded");
    return { examples: drawReviews(2000, createRandom(1)), source: 'drawn' };
  }
  print(`Texts: the training reviews of ${archive}; reading them takes half a minute`);
  return { examples: await readReviews(archive), source: 'imdb' };
}
