import { stat } from 'node:fs/promises';
import { byName, type Dataset, DatasetError, type Entry, type Example, longestText, type Split } from '../examples.js';
import { imdbArchivePath } from './cache.js';
import { digestOf, digestOfFiles } from './digest.js';
import type { SourceFile } from './file.js';
import { fileError } from './fileError.js';
import { archiveFiles, checkGzip } from './imdbArchive.js';
import { folderFiles, imdbFolder } from './imdbFolder.js';

/**
 * The Large Movie Review Dataset: 25,000 reviews to train with and 25,000 to test with, half of them positive. Only
 * train and test, pos and neg are read; the unlabelled reviews are skipped. The label is that of the rating in the
 * file's name, 'positive' above 5, 'negative' otherwise.
 *
 * @param path aclImdb_v1.tar.gz, read as a stream, or the extracted folder or its parent; without it, the archive in
 * the cache folder
 * @throws DatasetError, here for a path that is missing or neither archive nor folder; from `list` and `read` for a
 * damaged archive, from `list` for missing parts, from `read` for a review that is too long or not UTF-8
 * @see Maas et al. 2011, https://ai.stanford.edu/~amaas/data/sentiment/
 */
export async function openImdb(path?: string): Promise<Dataset> {
  const where = path ?? imdbArchivePath();
  const status = await stat(where).catch((error) => {
    if (path !== undefined) throw fileError(path, error);
    throw new DatasetError(
      `imdb: ${where} is missing; the IMDB reviews must be downloaded once; run \`textcam data download imdb\``,
    );
  });
  if (status.isDirectory()) {
    const root = await imdbFolder(where);
    return dataset(
      where,
      () => folderFiles(root),
      () => digestOfFiles(folderFiles(root)),
    );
  }
  await checkGzip(where);
  return dataset(
    where,
    () => archiveFiles(where),
    () => digestOf([where], 'imdb archive'),
  );
}

function dataset(where: string, files: () => AsyncIterable<SourceFile>, digest: () => Promise<string>): Dataset {
  async function list(): Promise<Entry[]> {
    const entries: Entry[] = [];
    for await (const file of files()) {
      const entry = entryOf(file.path);
      if (entry !== undefined) entries.push(entry);
    }
    entries.sort(byName);
    checkComplete(entries, where);
    return entries;
  }

  async function* read(): AsyncGenerator<Example> {
    for await (const file of files()) {
      const entry = entryOf(file.path);
      if (entry !== undefined) yield { ...entry, text: await textOf(file, where) };
    }
  }

  return { name: 'imdb', list, read, digest };
}

/** 'aclImdb/test/neg/0_2.txt' → 'test/neg/0_2.txt', negative, test; undefined for what is no labelled review. */
function entryOf(path: string): Entry | undefined {
  const match = /(?:^|\/)((train|test)\/(?:pos|neg)\/\d+_([1-9]|10)\.txt)$/.exec(path);
  if (match === null) return undefined;
  const [, name, split, rating] = match;
  return { name: name!, label: Number(rating) > 5 ? 'positive' : 'negative', split: split as Split };
}

async function textOf(file: SourceFile, where: string): Promise<string> {
  const name = `${where}: ${JSON.stringify(file.path)}`;
  const size = await file.size();
  if (size > longestText) {
    throw new DatasetError(`${name} has ${size} bytes; a review must have 10 MB at most; remove it or shorten it`);
  }
  const bytes = await file.bytes();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new DatasetError(
      `${name} is not UTF-8; a review must be UTF-8 text; download the data set again or save the file as UTF-8`,
    );
  }
}

function checkComplete(entries: Entry[], where: string): void {
  const again = 'get it again with `textcam data download imdb`';
  if (entries.length === 0) {
    throw new DatasetError(
      `${where}: has no reviews; must have files as train/pos/0_9.txt, in aclImdb or another folder; ${again}`,
    );
  }
  for (const split of ['train', 'test']) {
    for (const label of ['positive', 'negative']) {
      if (entries.some((entry) => entry.split === split && entry.label === label)) continue;
      throw new DatasetError(
        `${where}: has no ${label} reviews in ${split}; must have both labels in both parts; ${again}`,
      );
    }
  }
  const twice = entries.find((entry, i) => entry.name === entries[i + 1]?.name);
  if (twice !== undefined) {
    throw new DatasetError(`${where}: has ${twice.name} twice; must have each review once; ${again}`);
  }
}
