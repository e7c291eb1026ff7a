import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline, Transform, type TransformCallback } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import { DatasetError } from '../examples.js';
import type { SourceFile } from './file.js';
import { errorCode, fileError } from './fileError.js';

const way = 'get it again with `textcam data download imdb`';

/**
 * The files of a .tar.gz, in the order they stand in it, as a stream.
 *
 * @throws DatasetError for an archive that is damaged or cut off, or has an entry that climbs out of its folder
 */
export async function* archiveFiles(path: string): AsyncGenerator<SourceFile> {
  const end = new LastBlock();
  const entries = extract();
  // What goes wrong in any stage destroys `entries`, and so reaches the loop below.
  pipeline(createReadStream(path), createGunzip(), end, entries, () => {});
  try {
    for await (const entry of entries) {
      const name = checkedName(entry.header.name, path);
      if (entry.header.type === 'file') {
        yield { path: name, size: async () => entry.header.size ?? 0, bytes: () => bytesOf(entry, path) };
      }
      entry.resume();
    }
  } catch (error) {
    throw archiveError(path, error);
  }
  if (!end.isZero()) throw cutOff(path);
}

/** @throws DatasetError for a file that does not begin as gzip does */
export async function checkGzip(path: string): Promise<void> {
  const start = Buffer.alloc(2);
  try {
    const file = await open(path);
    await file.read(start, 0, 2, 0).finally(() => file.close());
  } catch (error) {
    throw fileError(path, error);
  }
  if (start[0] !== 0x1f || start[1] !== 0x8b) {
    throw new DatasetError(`${path}: is not a gzip file; must be aclImdb_v1.tar.gz or the extracted folder; ${way}`);
  }
}

/** The type of tar-stream's entries does not say that their chunks are bytes. */
async function bytesOf(entry: AsyncIterable<unknown>, path: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of entry) chunks.push(chunk as Uint8Array);
  } catch (error) {
    throw archiveError(path, error);
  }
  return Buffer.concat(chunks);
}

/** Nothing is extracted, but an archive that tries to reach outside is not the one the user thinks it is. */
function checkedName(name: string, path: string): string {
  const climbs = /^([\\/]|[A-Za-z]:)/.test(name) || name.split(/[\\/]/).includes('..');
  if (!climbs) return name;
  throw new DatasetError(`${path}: has the entry ${JSON.stringify(name)}; entries must stay in their folder; ${way}`);
}

/** Keeps the last 512 bytes of a tar: zeros, unless it is cut off, even where one file ends and the next begins. */
class LastBlock extends Transform {
  #bytes: Uint8Array = Buffer.alloc(0);

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback) {
    this.#bytes = (chunk.length < 512 ? Buffer.concat([this.#bytes, chunk]) : chunk).subarray(-512);
    done(null, chunk);
  }

  isZero(): boolean {
    return this.#bytes.length === 512 && this.#bytes.every((byte) => byte === 0);
  }
}

function cutOff(path: string, cause?: unknown): DatasetError {
  return new DatasetError(`${path}: ends early, as a download that was cut off; must be whole; ${way}`, { cause });
}

function archiveError(path: string, error: unknown): unknown {
  if (error instanceof DatasetError || !(error instanceof Error)) return error;
  const code = errorCode(error);
  if (code === 'Z_BUF_ERROR' || error.message === 'Unexpected end of data') return cutOff(path, error);
  const damage = code?.startsWith('Z_') ? 'gzip' : /header/i.test(error.message) ? 'tar' : undefined;
  if (damage === undefined) return fileError(path, error);
  return new DatasetError(
    `${path}: is damaged, or no ${damage} archive (${error.message}); must be aclImdb_v1.tar.gz as it was made; ${way}`,
    { cause: error },
  );
}
