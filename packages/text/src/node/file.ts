import { createReadStream } from 'node:fs';
import { DatasetError } from '../examples.js';

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

const reasons: Record<string, string> = {
  ENOENT: 'no such file or folder; must exist; check the path',
  ENOTDIR: 'no such file or folder; must exist; check the path',
  EISDIR: 'is a folder; must be a file; name a file in it',
  EACCES: 'may not be read; must be readable; change its permissions',
  EPERM: 'may not be read; must be readable; change its permissions',
};

/** What the file system said of a path, as a line for the user; any other error as it is. */
export function fileError(path: string, error: unknown): unknown {
  const code = errorCode(error);
  if (code === undefined) return error;
  const reason = reasons[code] ?? `cannot be read (${code}); must be readable; check the disk and the path`;
  return new DatasetError(`${path}: ${reason}`, { cause: error });
}

/** 'ENOENT', 'Z_BUF_ERROR' and the like, from an error of Node's. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
