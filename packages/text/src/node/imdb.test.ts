import { mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { DatasetError, type Example } from '../examples.js';
import { openImdb, openImdbTexts } from './imdb.js';

type Content = string | Uint8Array;

const complete: Record<string, Content> = {
  'aclImdb/train/neg/0_1.txt': 'Dull.',
  'aclImdb/train/pos/0_9.txt': 'Fine — très bien.',
  'aclImdb/test/neg/0_2.txt': 'Bad.<br /><br />',
  'aclImdb/test/pos/0_10.txt': 'Great!',
};

let folder: string;
let archives = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'textcam-imdb-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function tarOf(files: Record<string, Content>): Promise<Buffer> {
  const tar = pack();
  for (const [name, content] of Object.entries(files)) tar.entry({ name, mtime: new Date(0) }, content);
  tar.finalize();
  // tar-stream's streams are iterable, but not typed as streams of bytes.
  return buffer(tar as AsyncIterable<Uint8Array>);
}

async function saved(bytes: Uint8Array): Promise<string> {
  const path = join(folder, `${archives++}.tar.gz`);
  await writeFile(path, bytes);
  return path;
}

const archiveOf = async (files: Record<string, Content>) => saved(gzipSync(await tarOf(files)));

async function examplesIn(path: string): Promise<Example[]> {
  const examples: Example[] = [];
  for await (const example of (await openImdb(path)).read()) examples.push(example);
  return examples;
}

async function listIn(path: string) {
  return (await openImdb(path)).list();
}

/** The one line that both walks through a data set end with, or what opening it said. */
async function messageOf(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => undefined,
    (error) => error,
  );
  expect(error).toBeInstanceOf(DatasetError);
  expect(error.message).not.toContain('\n');
  return error.message;
}

async function extracted(name: string, files: Record<string, Content>): Promise<string> {
  for (const [file, content] of Object.entries(files)) {
    const path = join(folder, name, file);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  }
  return join(folder, name);
}

describe('the IMDB archive', () => {
  test('lists its reviews by name and reads them in its own order', async () => {
    const path = await archiveOf(complete);
    expect(await listIn(path)).toEqual([
      { name: 'test/neg/0_2.txt', label: 'negative', split: 'test' },
      { name: 'test/pos/0_10.txt', label: 'positive', split: 'test' },
      { name: 'train/neg/0_1.txt', label: 'negative', split: 'train' },
      { name: 'train/pos/0_9.txt', label: 'positive', split: 'train' },
    ]);
    expect((await examplesIn(path)).map((example) => example.text)).toEqual(Object.values(complete));
  });

  test('reviews of one film are a group, listed and read, and those of an unknown film have none', async () => {
    const path = await archiveOf({
      ...complete,
      'aclImdb/train/pos/2_8.txt': 'Good.',
      'aclImdb/train/urls_pos.txt':
        'http://www.imdb.com/title/tt0453418/usercomments\r\nno address\nhttp://www.imdb.com/title/tt0000002/usercomments',
      'aclImdb/train/urls_neg.txt': 'http://www.imdb.com/title/tt0453418/usercomments\n',
    });
    const groups = {
      'train/neg/0_1.txt': 'tt0453418',
      'train/pos/0_9.txt': 'tt0453418',
      'train/pos/2_8.txt': 'tt0000002',
    };
    const groupsOf = (entries: Pick<Example, 'name' | 'group'>[]) =>
      Object.fromEntries(entries.flatMap(({ name, group }) => (group === undefined ? [] : [[name, group]])));
    expect(groupsOf(await listIn(path))).toEqual(groups);
    expect(groupsOf(await examplesIn(path))).toEqual(groups);
  });

  test('can be read again, and left halfway', async () => {
    const imdb = await openImdb(await archiveOf(complete));
    for await (const example of imdb.read()) {
      expect(example.text).toBe('Dull.');
      break;
    }
    expect(await imdb.list()).toHaveLength(4);
  });

  test('the label is that of the rating, whatever the folder', async () => {
    const path = await archiveOf({ ...complete, 'aclImdb/train/neg/7_6.txt': 'a', 'aclImdb/train/pos/7_5.txt': 'b' });
    const labels = (await listIn(path)).filter((entry) => entry.name.includes('/7_')).map((entry) => entry.label);
    expect(labels).toEqual(['positive', 'negative']);
  });

  test('the top folder may have any name, or be missing', async () => {
    for (const top of ['imdb-v1/', './', '']) {
      const files = Object.entries(complete).map(([name, text]) => [name.replace('aclImdb/', top), text]);
      expect(await listIn(await archiveOf(Object.fromEntries(files)))).toHaveLength(4);
    }
  });

  test('other files are skipped', async () => {
    const others = [
      'train/unsup/0_0.txt',
      'train/urls_pos.txt',
      'README',
      'train/pos/._0_9.txt',
      'train/pos/0_9.txt.bak',
    ];
    const files = Object.fromEntries(others.map((name) => [`aclImdb/${name}`, 'no review']));
    expect(await examplesIn(await archiveOf({ ...files, ...complete }))).toHaveLength(4);
  });

  test.each([['../../.bashrc'], ['aclImdb/../../x.txt'], ['/etc/passwd'], ['..\\x.txt'], ['C:\\x.txt']])(
    'an entry %s that climbs out of its folder is refused by name',
    async (name) => {
      const path = await archiveOf({ ...complete, [name]: 'x' });
      const expected = `has the entry ${JSON.stringify(name)}; entries must stay in their folder`;
      expect(await messageOf(listIn(path))).toContain(expected);
      expect(await messageOf(examplesIn(path))).toContain(expected);
    },
  );

  test.each([0.02, 0.3, 0.9, 0.999])('a gzip that ends after %s of itself is said to end early', async (part) => {
    // Noise, so that the gzip is much longer than one buffer of it.
    const noise = Uint8Array.from({ length: 300_000 }, (_, i) => (Math.imul(i, 2654435761) >>> 24) & 0x7f);
    const gzip = gzipSync(await tarOf({ ...complete, 'aclImdb/train/pos/1_8.txt': noise }));
    const path = await saved(gzip.subarray(0, Math.floor(gzip.length * part)));
    expect(await messageOf(listIn(path))).toMatch(/ends early.*textcam data download imdb/);
    expect(await messageOf(examplesIn(path))).toMatch(/ends early/);
  });

  // Each small file is a header of 512 bytes and one block of 512.
  test.each([
    ['in a header', 1024 + 100],
    ['in a text', 1024 + 512 + 3],
    ['between two files', 2048],
  ])('a tar that ends %s is said to end early', async (_, length) => {
    const path = await saved(gzipSync((await tarOf(complete)).subarray(0, length)));
    expect(await messageOf(listIn(path))).toMatch(/ends early/);
    expect(await messageOf(examplesIn(path))).toMatch(/ends early/);
  });

  test('cut at any byte, it is an error and never a smaller data set', async () => {
    const gzip = gzipSync(await tarOf(complete));
    for (let length = 0; length < gzip.length; length++) {
      await messageOf(saved(gzip.subarray(0, length)).then(listIn));
    }
  });

  test('with any byte changed, it is an error or the same data set', async () => {
    const gzip = gzipSync(await tarOf(complete));
    const expected = await listIn(await saved(gzip));
    for (let at = 0; at < gzip.length; at++) {
      const changed = Buffer.from(gzip);
      changed[at]! ^= 0x55;
      const listed = await saved(changed)
        .then(listIn)
        .catch((error) => error);
      if (!(listed instanceof DatasetError)) expect(listed).toEqual(expected);
    }
  });

  test('damage inside is said to be damage', async () => {
    const gzip = gzipSync(await tarOf(complete));
    const middle = Math.floor(gzip.length / 2);
    gzip.fill(0xff, middle, middle + 20);
    expect(await messageOf(listIn(await saved(gzip)))).toMatch(/is damaged, or no gzip archive/);
    expect(await messageOf(listIn(await saved(gzipSync(Buffer.alloc(2048, 'x')))))).toMatch(
      /is damaged, or no tar archive/,
    );
  });

  test.each([
    ['a zip', 'PK\x03\x04'],
    ['an empty file', ''],
  ])('%s is said not to be gzip', async (_, content) => {
    expect(await messageOf(openImdb(await saved(Buffer.from(content))))).toMatch(/is not a gzip file/);
  });

  test('an archive without reviews is said to have none', async () => {
    expect(await messageOf(listIn(await archiveOf({ 'photos/cat.txt': 'miau' })))).toMatch(/has no reviews/);
  });

  test('a label missing in a part is named', async () => {
    const { 'aclImdb/test/pos/0_10.txt': _, ...rest } = complete;
    expect(await messageOf(listIn(await archiveOf(rest)))).toMatch(/has no positive reviews in test/);
  });

  test('a review that is there twice is named', async () => {
    const path = await archiveOf({ ...complete, 'copy/train/pos/0_9.txt': 'Fine.' });
    expect(await messageOf(listIn(path))).toMatch(/has train\/pos\/0_9\.txt twice/);
  });

  test('a review that is not UTF-8 is named', async () => {
    const path = await archiveOf({ ...complete, 'aclImdb/train/pos/3_8.txt': Uint8Array.of(0x63, 0xe9, 0x65) });
    expect(await messageOf(examplesIn(path))).toMatch(
      /"aclImdb\/train\/pos\/3_8\.txt" is not UTF-8; .* save the file as UTF-8/,
    );
  });

  test('a review over 10 MB is named and not read', async () => {
    const path = await archiveOf({ 'aclImdb/train/pos/3_8.txt': new Uint8Array(10_000_001), ...complete });
    expect(await messageOf(examplesIn(path))).toMatch(/3_8\.txt" has 10000001 bytes; a review must have 10 MB at most/);
  });

  test('a missing archive is an error; without a path, it names the command that downloads it', async () => {
    expect(await messageOf(openImdb(join(folder, 'none.tar.gz')))).toMatch(/no such file or folder/);
    vi.stubEnv('TEXTCAM_HOME', folder);
    expect(await messageOf(openImdb())).toMatch(/run `textcam data download imdb`$/);
    await writeFile(join(folder, 'aclImdb_v1.tar.gz'), gzipSync(await tarOf(complete)));
    expect(await (await openImdb()).list()).toHaveLength(4);
    vi.unstubAllEnvs();
  });
});

describe('the extracted folder', () => {
  test('reads the same as the archive, from aclImdb or its parent', async () => {
    const parent = await extracted('whole', { ...complete, 'aclImdb/train/unsup/0_0.txt': 'x' });
    const expected = (await examplesIn(await archiveOf(complete))).sort((a, b) => (a.name < b.name ? -1 : 1));
    expect(await examplesIn(parent)).toEqual(expected);
    expect(await examplesIn(join(parent, 'aclImdb'))).toEqual(expected);
    expect(await listIn(parent)).toEqual(expected.map(({ text: _, ...entry }) => entry));
  });

  test('has the films of its reviews, and leaves other files beside them alone', async () => {
    const path = await extracted('films', {
      ...complete,
      'aclImdb/train/urls_pos.txt': 'http://www.imdb.com/title/tt0453418/usercomments',
      'aclImdb/train/labeledBow.feat': new Uint8Array([0xff]),
    });
    const films = (await examplesIn(path)).flatMap(({ name, group }) => (group === undefined ? [] : [[name, group]]));
    expect(films).toEqual([['train/pos/0_9.txt', 'tt0453418']]);
    expect(await (await openImdb(path)).digest?.()).not.toBe(
      await (await openImdb(await extracted('no films', complete))).digest?.(),
    );
  });

  test('a folder of something else is an error', async () => {
    expect(await messageOf(openImdb(await extracted('other', { 'a.txt': 'a' })))).toMatch(
      /has no folders train and test/,
    );
  });

  test('a part missing is named', async () => {
    const path = await extracted('half', { 'train/pos/0_9.txt': 'a', 'train/neg/0_1.txt': 'b' });
    expect(await messageOf(listIn(path))).toMatch(/has no positive reviews in test/);
  });

  test('a review over 10 MB, one that is not UTF-8 and one that is a folder are named', async () => {
    const path = await extracted('bad', { 'test/neg/0_1.txt': 'a' });
    await truncate(join(path, 'test/neg/0_1.txt'), 10_000_001);
    expect(await messageOf(examplesIn(path))).toMatch(/0_1\.txt" has 10000001 bytes/);
    await writeFile(join(path, 'test/neg/0_1.txt'), Uint8Array.of(0xff));
    expect(await messageOf(examplesIn(path))).toMatch(/0_1\.txt" is not UTF-8/);
    await rm(join(path, 'test/neg/0_1.txt'));
    await mkdir(join(path, 'test/neg/0_1.txt'));
    expect(await messageOf(examplesIn(path))).toMatch(/0_1\.txt: cannot be read: it is a folder/);
  });
});

describe('its reviews without labels', () => {
  const withUnlabelled = {
    ...complete,
    'aclImdb/train/unsup/0_0.txt': 'So-so.',
    'aclImdb/train/urls_unsup.txt': 'http',
  };
  const unlabelled = ['Dull.', 'Fine — très bien.', 'So-so.'];

  async function textsIn(path: string): Promise<string[]> {
    const { count, read } = await openImdbTexts(path);
    const texts: string[] = [];
    for await (const text of read()) texts.push(text);
    expect(await count()).toBe(texts.length);
    return texts.sort();
  }

  test('are those without a label and those to train with, never those to test with', async () => {
    expect(await textsIn(await archiveOf(withUnlabelled))).toEqual(unlabelled);
    expect(await textsIn(await extracted('unlabelled', withUnlabelled))).toEqual(unlabelled);
  });

  test('that are not there are missed', async () => {
    const path = await archiveOf({ 'aclImdb/test/neg/0_2.txt': 'Bad.' });
    expect(await messageOf(openImdbTexts(path).then(({ count }) => count()))).toMatch(/has no reviews to train with/);
  });
});
