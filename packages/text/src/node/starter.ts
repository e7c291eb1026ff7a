import { byName, type Dataset, DatasetError, type Entry, type Example } from '../examples.js';
import { jsonLines } from '../jsonl.js';
import { decodeUtf8 } from '../utf8.js';
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

/** The starter as it stands in a file: lines {"text", "label", "split"}. */
export function starterFrom(path: string): Dataset {
  async function* read(): AsyncGenerator<Example> {
    let row = 0;
    for await (const { line, object } of jsonLines(decodeUtf8(streamFile(path), path), path)) {
      const { text, label, split } = object;
      const valid = typeof text === 'string' && typeof label === 'string' && (split === 'train' || split === 'test');
      if (!valid) {
        throw new DatasetError(
          `${path}, line ${line}: is damaged; must have the strings "text", "label" and "split" (train or test); ` +
            'install textcam again',
        );
      }
      row++;
      yield { name: `row ${String(row).padStart(7, '0')}`, label, split, text };
    }
  }

  async function list(): Promise<Entry[]> {
    const entries: Entry[] = [];
    for await (const { text: _, ...entry } of read()) entries.push(entry);
    return entries.sort(byName);
  }

  return { name: 'starter', list, read, digest: () => digestOf([path], 'starter') };
}
