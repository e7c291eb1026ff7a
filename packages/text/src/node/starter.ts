import type { Dataset } from '../examples.js';
import { starterDataset } from '../starterDataset.js';
import { digestOf } from './digest.js';
import { streamFile } from './file.js';
import { shippedFile } from './shipped.js';

/**
 * The small data set that comes with the package, to try things without a download.
 *
 * @throws DatasetError, from `list` and `read`, if the installation has no such file or a damaged one
 */
export async function openStarter(): Promise<Dataset> {
  return starterFrom(shippedFile('data/starter.jsonl'));
}

/** The starter as it stands in a file. */
export function starterFrom(path: string): Dataset {
  return { ...starterDataset(path, () => streamFile(path)), digest: () => digestOf([path], 'starter') };
}
