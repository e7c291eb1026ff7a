import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DatasetError } from '../examples.js';
import { imdbArchivePath } from './cache.js';
import { errorCode } from './fileError.js';
import { type FetchOptions, fetchToPart, removePart } from './partFile.js';

export interface DownloadOptions extends Pick<FetchOptions, 'onProgress' | 'signal'> {
  /** Another address, for tests. */
  url?: string;
  /** The sum to expect from that address, for tests. */
  md5?: string;
}

const officialUrl = 'https://ai.stanford.edu/~amaas/data/sentiment/aclImdb_v1.tar.gz';
const officialMd5 = '7c2ac02c03563afcf9b574c7e56c153a';

/**
 * Downloads the IMDB reviews (84 MB) into the cache folder, unless they are there already, and returns the archive's
 * path. What has come so far is kept aside, and the next call goes on from there; the archive takes its place only
 * when it is whole and its MD5 sum is right.
 *
 * @throws DatasetError for a network or disk that fails and for a wrong sum; the signal's reason when aborted
 */
export async function downloadImdb(options: DownloadOptions): Promise<string> {
  const { url = officialUrl, md5 = officialMd5, onProgress, signal } = options;
  const target = imdbArchivePath();
  const part = `${target}.part`;
  try {
    await mkdir(dirname(target), { recursive: true });
    if ((await md5Of(target)) === md5) return target;
    await fetchToPart({ url, part, onProgress, signal });
    const sum = await md5Of(part);
    if (sum !== md5) {
      await removePart(part);
      throw new DatasetError(
        `imdb: what came from ${url} has the MD5 sum ${sum}; must be ${md5}; it was removed, run again to download anew`,
      );
    }
    await rename(part, target);
    await removePart(part);
    return target;
  } catch (error) {
    signal.throwIfAborted();
    throw diskError(error, dirname(target));
  }
}

/** Undefined for a file that is not there. */
async function md5Of(path: string): Promise<string | undefined> {
  const hash = createHash('md5');
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
  return hash.digest('hex');
}

function diskError(error: unknown, folder: string): unknown {
  const code = errorCode(error);
  if (error instanceof DatasetError || code === undefined) return error;
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new DatasetError(
      `imdb: the disk of ${folder} is full; the download needs 84 MB; ` +
        'make room or set TEXTCAM_HOME to another folder, and run again to resume',
      { cause: error },
    );
  }
  return new DatasetError(
    `imdb: ${folder} cannot be used (${code}); must be a folder to write in; set TEXTCAM_HOME to one`,
    { cause: error },
  );
}
