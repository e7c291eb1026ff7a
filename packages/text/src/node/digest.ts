import { createHash } from 'node:crypto';
import type { Dataset, Example } from '../examples.js';
import { type SourceFile, streamFile } from './file.js';

/**
 * Of the whole content of files, in this order, and of how they are read. By content, since times and sizes can stay the same when a file
 * changes: 60 MB take some 50 ms. Throws DatasetError for a file that cannot be read.
 */
export async function digestOf(paths: readonly string[], reading: string): Promise<string> {
  const all = createHash('sha256').update(reading);
  for (const path of paths) {
    const file = createHash('sha256');
    for await (const chunk of streamFile(path)) file.update(chunk);
    all.update(file.digest());
  }
  return all.digest('hex');
}

/** Of the names and the content of many small files. Throws DatasetError for one that cannot be read. */
export async function digestOfFiles(files: AsyncIterable<SourceFile>): Promise<string> {
  const all = createHash('sha256').update('folder');
  for await (const { path, bytes } of files) {
    all.update(createHash('sha256').update(path).digest());
    all.update(
      createHash('sha256')
        .update(await bytes())
        .digest(),
    );
  }
  return all.digest('hex');
}

/** A data set that takes its fingerprint while it is read to its end: of each example's name, label, part, text and group, in whatever order. */
export function fingerprinted({ name, read }: Pick<Dataset, 'name' | 'read'>) {
  const sum = Buffer.alloc(32);
  async function* reading(): AsyncGenerator<Example> {
    sum.fill(0);
    for await (const example of read()) {
      const { name, label, split, text, group } = example;
      // Of a text without a group it is as it was before there were groups.
      const digest = createHash('sha256')
        .update(JSON.stringify([name, label, split, text, ...(group === undefined ? [] : [group])]))
        .digest();
      for (let n = 0; n < sum.length; n++) sum[n] ^= digest[n];
      yield example;
    }
  }
  return { name, read: reading, fingerprint: () => sum.toString('hex') };
}
