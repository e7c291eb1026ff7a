import { randomUUID } from 'node:crypto';
import { rm, stat, writeFile } from 'node:fs/promises';
import { explainFileError } from '@textcam/text/node';

/**
 * Makes sure that a file can be written, before minutes of work rather than after. Leaves nothing behind, and an older file as it is. Throws
 * FileError.
 */
export async function checkWritable(path: string): Promise<void> {
  const probe = `${path}.${randomUUID()}.tmp`;
  try {
    const older = await stat(path).catch(() => undefined);
    if (older && !older.isFile()) throw new Error('it is a folder or a device; name a file');
    await writeFile(probe, '', { flag: 'wx' });
    await rm(probe);
  } catch (error) {
    throw explainFileError(error, path, 'written');
  }
}
