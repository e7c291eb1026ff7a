import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { explainFileError, FileError } from './fileError.js';

/** What a file is to hold: at once, or in pieces. */
export type FileData = Uint8Array | string | AsyncIterable<string> | Iterable<Uint8Array>;

/**
 * Writes a file whole or not at all: aside, in the same folder, flushed to the disk and then renamed. A crash, or a
 * disk that fills up, leaves an older file of that name as it was. Folders on the way are created.
 *
 * What comes in pieces is written as it comes; what it throws is thrown on, and no file is left.
 *
 * A symbolic link stays one: the file it leads to is replaced. What is no regular file (a folder, a device) is refused.
 *
 * @throws FileError one line: the path, what is in the way, the way out
 */
export async function writeFileAtomically(path: string, data: FileData): Promise<void> {
  try {
    const target = await realpath(path).catch(() => resolve(path));
    await refuseWhatIsNoFile(target);
    await mkdir(dirname(target), { recursive: true });
    await writeAsideAndRename(target, piecesOf(data));
  } catch (error) {
    if (error instanceof SourceError) throw error.cause;
    throw explainFileError(error, path, 'written');
  }
}

/** What is to be written was not to be had: that is no fault of the file. */
class SourceError extends Error {}

async function* piecesOf(data: FileData): AsyncGenerator<Uint8Array | string> {
  if (typeof data === 'string' || data instanceof Uint8Array) {
    yield data;
    return;
  }
  try {
    yield* data;
  } catch (cause) {
    throw new SourceError('no more pieces', { cause });
  }
}

async function refuseWhatIsNoFile(target: string): Promise<void> {
  const old = await stat(target).catch(() => undefined);
  if (old?.isDirectory()) throw Object.assign(new Error('is a folder'), { code: 'EISDIR' });
  // Renaming onto a device would replace it: as root, /dev/null would be gone.
  if (old !== undefined && !old.isFile()) throw new Error('it is a device or a pipe; name a file');
}

// By hand, since write-file-atomic (up to 8.0.0) calls write once and renames what a nearly full disk cut short.
async function writeAsideAndRename(target: string, pieces: AsyncIterable<Uint8Array | string>): Promise<void> {
  const aside = `${target}.${randomUUID()}.tmp`;
  try {
    const handle = await open(aside, 'wx');
    try {
      // Each goes on where the one before it ended.
      for await (const piece of pieces) await handle.writeFile(piece);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(aside, target);
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  }
}

/**
 * The bytes of a file.
 *
 * @param what what the file should be, in words, for the message: "a classifier written by `textcam train`"
 * @throws FileError one line: the path, what is wrong with it, and what was looked for
 */
export async function readFileOrExplain(path: string, what: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    const { message } = explainFileError(error, path, 'read');
    throw new FileError(`${message} (looking for ${what})`, { cause: error });
  }
}
