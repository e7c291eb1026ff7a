import { join } from 'node:path';
import envPaths from 'env-paths';

/** Where downloads and tokens are kept: the environment's TEXTCAM_HOME, or the system's cache folder for textcam. */
export function cacheFolder(): string {
  return process.env.TEXTCAM_HOME || envPaths('textcam', { suffix: '' }).cache;
}

/** Where the downloaded IMDB archive lies, or will lie. */
export function imdbArchivePath(): string {
  return join(cacheFolder(), 'aclImdb_v1.tar.gz');
}

/** Where the tokens of data sets are kept. */
export function tokenFolder(): string {
  return join(cacheFolder(), 'tokens');
}
