import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type EncodedExample, encodePart, presets, selectExamples, tokenizeDataset, vocabularyOf } from '@textcam/text';
import { imdbArchivePath, openImdb, tokenizeInWorkers } from '@textcam/text/node';

/** The IMDB archive: in the folder TEXTCAM_DATA, ../shared/data beside the repository when that is not set, or downloaded; or undefined. */
export function findArchive(repository: string): string | undefined {
  const folder = process.env.TEXTCAM_DATA || join(repository, '../shared/data');
  return [join(folder, 'aclImdb_v1.tar.gz'), imdbArchivePath()].find((path) => existsSync(path));
}

/** The training reviews as the preset `article` sees them. Takes half a minute. Throws DatasetError for a damaged archive. */
export async function readReviews(archive: string): Promise<EncodedExample[]> {
  const dataset = await openImdb(archive);
  // Neither is asked for: the data set has its own parts, and no sample is taken.
  const noRandom = () => 0;
  const selection = await selectExamples(dataset, { splits: ['train'], splitRandom: noRandom, sampleRandom: noRandom });
  const tokenizing = tokenizeDataset(dataset, selection, tokenizeInWorkers(presets.article));
  let step = await tokenizing.next();
  while (!step.done) step = await tokenizing.next();
  const vocabulary = vocabularyOf(step.value, presets.article.vocabularySize);
  return encodePart(step.value, 'train', vocabulary, ['negative', 'positive']);
}
