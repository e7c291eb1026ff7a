import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DatasetError } from '../examples.js';
import type { SourceFile } from './file.js';
import { fileError } from './fileError.js';

/**
 * The folder that holds train and test: the one given, or aclImdb in it.
 *
 * @throws DatasetError if it is neither
 */
export async function imdbFolder(path: string): Promise<string> {
  for (const folder of [path, join(path, 'aclImdb')]) {
    if ((await isFolder(join(folder, 'train'))) || (await isFolder(join(folder, 'test')))) return folder;
  }
  throw new DatasetError(
    `${path}: has no folders train and test; must be the extracted aclImdb folder or its parent; check the path`,
  );
}

/**
 * The texts in some of the folders where the reviews lie, 'train/pos' for one, as 'train/pos/0_9.txt', sorted by name in each.
 *
 * @throws DatasetError for what cannot be read
 */
export async function* folderFiles(root: string, parts: readonly string[]): AsyncGenerator<SourceFile> {
  for (const part of parts) {
    for (const name of await namesIn(join(root, part))) yield sourceFile(root, `${part}/${name}`);
  }
}

function sourceFile(root: string, path: string): SourceFile {
  const full = join(root, path);
  const unreadable = (error: unknown) => {
    throw fileError(full, error);
  };
  return {
    path,
    size: async () => (await stat(full).catch(unreadable)).size,
    bytes: () => readFile(full).catch(unreadable),
  };
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
}

/** Of texts alone. Nothing for a folder that is missing: what the data set lacks is said when it is listed. */
async function namesIn(folder: string): Promise<string[]> {
  if (!(await isFolder(folder))) return [];
  const names = await readdir(folder).catch((error) => {
    throw fileError(folder, error);
  });
  return names.filter((name) => name.endsWith('.txt')).sort();
}
