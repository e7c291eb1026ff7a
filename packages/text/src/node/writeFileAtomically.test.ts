import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { explainFileError, FileError } from './fileError.js';
import { readFileOrExplain, writeFileAtomically } from './writeFileAtomically.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'textcam-files-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('writeFileAtomically', () => {
  test('writes bytes and text, and leaves nothing else in the folder', async () => {
    await writeFileAtomically(join(folder, 'bytes'), new Uint8Array([1, 2, 255]));
    await writeFileAtomically(join(folder, 'text'), 'naïve');
    expect([...(await readFile(join(folder, 'bytes')))]).toEqual([1, 2, 255]);
    expect(await readFile(join(folder, 'text'), 'utf8')).toBe('naïve');
    expect((await readdir(folder)).sort()).toEqual(['bytes', 'text']);
  });

  test('writes what comes in pieces, one after the other', async () => {
    async function* pieces() {
      yield 'na\u00efve ';
      yield '';
      yield 'text';
    }
    await writeFileAtomically(join(folder, 'pieces'), pieces());
    expect(await readFile(join(folder, 'pieces'), 'utf8')).toBe('na\u00efve text');
  });

  test('what pieces throw is thrown on as it is; the older file stays, and nothing beside it', async () => {
    const reason = new Error('no more');
    async function* pieces() {
      yield 'some';
      throw reason;
    }
    const path = join(folder, 'file');
    await writeFileAtomically(path, 'old');
    await expect(writeFileAtomically(path, pieces())).rejects.toBe(reason);
    expect(await readFile(path, 'utf8')).toBe('old');
    expect(await readdir(folder)).toEqual(['file']);
  });

  test('writes only the part of a buffer that a view shows', async () => {
    await writeFileAtomically(join(folder, 'view'), new Uint8Array([9, 1, 2, 9]).subarray(1, 3));
    expect([...(await readFile(join(folder, 'view')))]).toEqual([1, 2]);
  });

  test('creates the folders on the way', async () => {
    await writeFileAtomically(join(folder, 'a/b/c.txt'), 'deep');
    expect(await readFile(join(folder, 'a/b/c.txt'), 'utf8')).toBe('deep');
  });

  test('replaces an older file, and the last of several writers wins whole', async () => {
    const path = join(folder, 'file');
    await writeFileAtomically(path, 'old');
    await Promise.all(['first', 'second'].map((text) => writeFileAtomically(path, text)));
    expect(['first', 'second']).toContain(await readFile(path, 'utf8'));
    expect(await readdir(folder)).toEqual(['file']);
  });

  test('keeps a symbolic link and replaces the file it leads to', async () => {
    await writeFile(join(folder, 'file'), 'old');
    await symlink('file', join(folder, 'link'));
    await writeFileAtomically(join(folder, 'link'), 'new');
    expect(await readlink(join(folder, 'link'))).toBe('file');
    expect(await readFile(join(folder, 'file'), 'utf8')).toBe('new');
  });

  test('refuses a folder, and says so', async () => {
    await mkdir(join(folder, 'out'));
    const writing = writeFileAtomically(join(folder, 'out'), 'x');
    await expect(writing).rejects.toThrow(FileError);
    await expect(writing).rejects.toThrow(`${folder}/out: cannot be written: it is a folder; name a file`);
  });

  test('refuses a device, which renaming would replace', async () => {
    await expect(writeFileAtomically('/dev/null', 'x')).rejects.toThrow('it is a device or a pipe; name a file');
  });

  test.each(['file/model', 'file/deeper/model'])('says that %s leads through a file', async (name) => {
    await writeFile(join(folder, 'file'), 'x');
    await expect(writeFileAtomically(join(folder, name), 'x')).rejects.toThrow(
      'a part of the path is a file, not a folder; check the path',
    );
  });

  // A limit on the size of files cuts a write short exactly as a full disk does: some bytes are taken, then an error.
  test.skipIf(process.platform === 'win32')(
    'a write cut short leaves the old file whole and nothing beside it',
    async () => {
      const path = join(folder, 'model');
      await writeFile(path, 'old');
      const program = `import { writeFileAtomically } from './writeFileAtomically.js';
      writeFileAtomically(${JSON.stringify(path)}, new Uint8Array(1 << 20)).catch((error) => console.log(error.message));`;
      const { text } = buildSync({
        stdin: { contents: program, resolveDir: import.meta.dirname },
        bundle: true,
        platform: 'node',
        format: 'esm',
        write: false,
      }).outputFiles[0]!;
      const limited = `ulimit -f 64; exec "${process.execPath}" --input-type=module -`;
      const { stdout } = spawnSync('sh', ['-c', limited], { input: text, encoding: 'utf8' });
      expect(stdout).toContain('cannot be written: it would be larger than a file may be here');
      expect(await readFile(path, 'utf8')).toBe('old');
      expect(await readdir(folder)).toEqual(['model']);
    },
  );
});

describe('explainFileError', () => {
  const failed = (code: string) => Object.assign(new Error(`${code}: native words\nand more`), { code });

  test.each([
    ['ENOSPC', 'out: cannot be written: the disk is full; free some space or choose another place'],
    ['EROFS', 'out: cannot be written: the disk is read-only; choose another place'],
    ['EACCES', 'out: cannot be written: permission denied; change its permissions or choose another place'],
    ['EODD', 'out: cannot be written: EODD: native words'],
    ['constructor', 'out: cannot be written: constructor: native words'],
  ])('%s becomes one line', (code, line) => {
    expect(explainFileError(failed(code), 'out', 'written').message).toBe(line);
  });

  test('takes what is no Error, too', () => {
    expect(explainFileError('broken', 'out', 'read').message).toBe('out: cannot be read: broken');
  });
});

describe('readFileOrExplain', () => {
  test('gives the bytes', async () => {
    await writeFile(join(folder, 'file'), 'ab');
    expect([...(await readFileOrExplain(join(folder, 'file'), 'a classifier'))]).toEqual([97, 98]);
  });

  test('a missing file and a folder are each told in one line', async () => {
    await expect(readFileOrExplain(join(folder, 'none'), 'a classifier')).rejects.toThrow(
      new FileError(
        `${folder}/none: cannot be read: no such file or folder; check the path (looking for a classifier)`,
      ),
    );
    await expect(readFileOrExplain(folder, 'a classifier')).rejects.toThrow('it is a folder; name a file');
  });
});
