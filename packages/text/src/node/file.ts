import { createReadStream } from 'node:fs';
import { fileError } from './fileError.js';

/** A file in an archive or a folder, before it is read; `bytes` works until the next file is asked for. */
export interface SourceFile {
  path: string;
  /** In bytes. */
  size(): Promise<number>;
  bytes(): Promise<Uint8Array>;
}

/**
 * The bytes of a file, as a stream.
 *
 * @throws DatasetError for a file that cannot be read
 */
export async function* streamFile(path: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path);
  } catch (error) {
    throw fileError(path, error);
  }
}
