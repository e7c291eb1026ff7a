import { DatasetError } from '../examples.js';

/** A file could not be read or written; the message is one line that names the file and the way out. */
export class FileError extends Error {
  override readonly name = 'FileError';
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or folder; check the path',
  EISDIR: 'it is a folder; name a file',
  ENOTDIR: 'a part of the path is a file, not a folder; check the path',
  EEXIST: 'a part of the path is a file, not a folder; check the path',
  EACCES: 'permission denied; change its permissions or choose another place',
  EPERM: 'permission denied; change its permissions or choose another place',
  EROFS: 'the disk is read-only; choose another place',
  ENOSPC: 'the disk is full; free some space or choose another place',
  EDQUOT: 'your share of the disk is used up; free some space or choose another place',
  EFBIG: 'it would be larger than a file may be here; raise the limit or choose another place',
  EMFILE: 'too many files are open; close some and try again',
  ENAMETOOLONG: 'the name is too long; choose a shorter one',
  ELOOP: 'its symbolic links run in a circle; check the path',
};

/**
 * One line for what the operating system said: `path: cannot be written: the disk is full; free some space …`.
 * An error without a known code keeps its own message; a FileError is returned as it is.
 */
export function explainFileError(error: unknown, path: string, done: 'read' | 'written'): FileError {
  if (error instanceof FileError) return error;
  const code = errorCode(error) ?? '';
  const own = error instanceof Error ? error.message : String(error);
  const reason = Object.hasOwn(reasons, code) ? reasons[code] : own.split('\n', 1)[0];
  return new FileError(`${path}: cannot be ${done}: ${reason}`, { cause: error });
}

/** The same as a DatasetError, for what is read as a data set; an error that is none of the system's stays as it is. */
export function fileError(path: string, error: unknown): unknown {
  if (errorCode(error) === undefined) return error;
  return new DatasetError(explainFileError(error, path, 'read').message, { cause: error });
}

/** 'ENOENT', 'Z_BUF_ERROR' and the like, from an error of Node's. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
