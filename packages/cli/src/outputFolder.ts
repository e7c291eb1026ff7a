import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

/**
 * Makes sure that files can be written to a folder, before work that would be lost if they could not. Creates nothing: a folder that is not
 * there yet can be made if the nearest one above it takes files. Throws FileError.
 *
 * @param names the files, none of which may be a folder
 */
export async function checkWritable(folder: string, names: readonly string[]): Promise<void> {
  const { explainFileError } = await import('@textcam/text/node');
  let existing = resolve(folder);
  while (!existsSync(existing) && existing !== dirname(existing)) existing = dirname(existing);
  const probe = join(existing, `.textcam-${randomUUID()}.tmp`);
  try {
    await writeFile(probe, '', { flag: 'wx' });
    await rm(probe);
  } catch (error) {
    throw explainFileError(error, folder, 'written');
  }
  for (const path of names.map((name) => join(folder, name))) {
    const isFolder = (await stat(path).catch(() => undefined))?.isDirectory();
    if (isFolder) throw explainFileError(Object.assign(new Error('is a folder'), { code: 'EISDIR' }), path, 'written');
  }
}
