import { stat } from 'node:fs/promises';
import { byName, type Dataset, DatasetError, type Entry, type Example, longestText, type Split } from '../examples.js';
import type { TextCollection } from '../skipGram/textCollection.js';
import { imdbArchivePath } from './cache.js';
import { digestOf, digestOfFiles } from './digest.js';
import type { SourceFile } from './file.js';
import { fileError } from './fileError.js';
import { archiveFiles, checkGzip } from './imdbArchive.js';
import { Films } from './imdbFilms.js';
import { folderFiles, imdbFolder } from './imdbFolder.js';

/**
 * The Large Movie Review Dataset: 25,000 reviews to train with and 25,000 to test with, half of them positive. Only
 * train and test, pos and neg are read, and the lists of their films; the unlabelled reviews are skipped. The label is that of the rating in the
 * file's name, 'positive' above 5, 'negative' otherwise. Reviews of one film are a group, where the data set lists their films.
 *
 * @param path aclImdb_v1.tar.gz, read as a stream, or the extracted folder or its parent; without it, the archive in
 * the cache folder
 * @throws DatasetError, here for a path that is missing or neither archive nor folder; from `list` and `read` for a
 * damaged archive, from `list` for missing parts, from `read` for a review that is too long or not UTF-8
 * @see Maas et al. 2011, https://ai.stanford.edu/~amaas/data/sentiment/
 */
export async function openImdb(path?: string): Promise<Dataset> {
  const { where, files, digest } = await openFiles(path, [
    'test',
    'train',
    'test/neg',
    'test/pos',
    'train/neg',
    'train/pos',
  ]);
  let films: Films | undefined;
  async function unchecked(): Promise<Entry[]> {
    const entries: Entry[] = [];
    const listed = new Films();
    for await (const file of files()) {
      const entry = entryOf(file.path);
      if (entry !== undefined) entries.push(entry);
      if (Films.areListedIn(file.path)) listed.add(file.path, await textOf(file, where));
    }
    films = listed;
    return entries.map((entry) => listed.with(entry));
  }

  async function list(): Promise<Entry[]> {
    const entries = (await unchecked()).sort(byName);
    checkComplete(entries, where);
    return entries;
  }

  async function* read(): AsyncGenerator<Example> {
    // The archive has the films behind their reviews.
    if (films === undefined) await unchecked();
    for await (const file of files()) {
      const entry = entryOf(file.path);
      if (entry !== undefined) yield { ...films!.with(entry), text: await textOf(file, where) };
    }
  }

  return { name: 'imdb', list, read, digest };
}

/**
 * All reviews of the same data set but those to test with, without their labels: 50,000 that have none, and the 25,000 to train with.
 *
 * @param path as for `openImdb`
 * @throws DatasetError as `openImdb` does; from `count` and `read` for a damaged archive, from `count` for one without such reviews
 */
export async function openImdbTexts(path?: string): Promise<TextCollection> {
  const { where, files } = await openFiles(path, ['train/neg', 'train/pos', 'train/unsup']);
  async function* reviews() {
    for await (const file of files()) if (/(?:^|\/)train\/(?:neg|pos|unsup)\/\d+_\d+\.txt$/.test(file.path)) yield file;
  }
  async function* read() {
    for await (const file of reviews()) yield textOf(file, where);
  }
  async function count(): Promise<number> {
    let found = 0;
    for await (const _ of reviews()) found++;
    if (found > 0) return found;
    throw new DatasetError(
      `${where}: has no reviews to train with; must have files as train/unsup/0_0.txt, in aclImdb or another folder; ${again}`,
    );
  }
  return { name: 'imdb-unlabelled', count, read };
}

/** The files of the archive, or of those parts of the folder. */
async function openFiles(path: string | undefined, parts: readonly string[]) {
  const where = path ?? imdbArchivePath();
  const status = await stat(where).catch((error) => {
    if (path !== undefined) throw fileError(path, error);
    throw new DatasetError(
      `imdb: ${where} is missing; the IMDB reviews must be downloaded once; run \`textcam data download imdb\``,
    );
  });
  if (status.isDirectory()) {
    const root = await imdbFolder(where);
    const files = () => folderFiles(root, parts);
    return { where, files, digest: () => digestOfFiles(files()) };
  }
  await checkGzip(where);
  return { where, files: () => archiveFiles(where), digest: () => digestOf([where], 'imdb archive') };
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

const again = 'get it again with `textcam data download imdb`';

function checkComplete(entries: Entry[], where: string): void {
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
