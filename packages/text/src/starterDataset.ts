import { byName, type Dataset, DatasetError, type Entry, type Example } from './examples.js';
import { jsonLines } from './jsonl.js';
import { decodeUtf8 } from './utf8.js';

/**
 * The starter corpus, from its file: lines {"text", "label", "split"}.
 *
 * @param file the name to put in errors
 * @param bytes the file's content, as often as asked
 * @throws DatasetError, from `list` and `read`, if the file is damaged
 */
export function starterDataset(file: string, bytes: () => AsyncIterable<Uint8Array>): Dataset {
  async function* read(): AsyncGenerator<Example> {
    let row = 0;
    for await (const { line, object } of jsonLines(decodeUtf8(bytes(), file), file)) {
      const { text, label, split } = object;
      const valid = typeof text === 'string' && typeof label === 'string' && (split === 'train' || split === 'test');
      if (!valid) {
        throw new DatasetError(
          `${file}, line ${line}: is damaged; must have the strings "text", "label" and "split" (train or test); ` +
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

  return { name: 'starter', list, read };
}
