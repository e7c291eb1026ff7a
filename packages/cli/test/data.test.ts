import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { temporaryFolder, textcam } from './textcam.js';

const archive = Buffer.from('an archive, for all that downloading cares');
const source = vi.hoisted(() => ({ url: '', md5: '' }));

// The address and the sum alone are others: there is no way to set them from the command line.
vi.mock('@textcam/text/node', async (importOriginal) => {
  const original = await importOriginal<typeof import('@textcam/text/node')>();
  type Options = Parameters<typeof original.downloadImdb>[0];
  return { ...original, downloadImdb: (options: Options) => original.downloadImdb({ ...options, ...source }) };
});

let home: string;
let server: Server;
let ranges: (string | undefined)[];
beforeEach(async () => {
  home = await temporaryFolder();
  vi.stubEnv('TEXTCAM_HOME', home);
  ranges = [];
  server = createServer(({ headers: { range } }, response) => {
    ranges.push(range);
    const start = Number(/bytes=(\d+)-/.exec(range ?? '')?.[1] ?? 0);
    const all = `bytes ${start}-${archive.length - 1}/${archive.length}`;
    const headers = { 'content-length': archive.length - start, ...(start > 0 && { 'content-range': all }) };
    response.writeHead(start > 0 ? 206 : 200, headers).end(archive.subarray(start));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  source.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/aclImdb_v1.tar.gz`;
  source.md5 = createHash('md5').update(archive).digest('hex');
});
afterEach(() => {
  vi.unstubAllEnvs();
  server.close();
});

const path = () => join(home, 'aclImdb_v1.tar.gz');

test('downloads into TEXTCAM_HOME and prints the path', async () => {
  const ran = await textcam(['data', 'download', 'imdb']);
  expect(ran).toEqual({ code: 0, stdout: `${path()}\n`, stderr: '' });
  expect(await readFile(path())).toEqual(archive);
});

test('goes on from what an earlier download left', async () => {
  await mkdir(home, { recursive: true });
  await writeFile(`${path()}.part`, archive.subarray(0, 10));
  expect((await textcam(['data', 'download', 'imdb'])).code).toBe(0);
  expect(ranges).toEqual(['bytes=10-']);
  expect(await readFile(path())).toEqual(archive);
});

test('a wrong sum is one line and exit code 1, and nothing is kept', async () => {
  source.md5 = '0'.repeat(32);
  const { code, stdout, stderr } = await textcam(['data', 'download', 'imdb']);
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(/^textcam: imdb: what came from \S+ has the MD5 sum [^\n]+\n$/);
  expect(await readdir(home)).toEqual([]);
});

test('no connection is one line and exit code 1', async () => {
  await new Promise((resolve) => server.close(resolve));
  const { code, stderr } = await textcam(['data', 'download', 'imdb']);
  expect(code).toBe(1);
  expect(stderr).toMatch(/^textcam: imdb: the download from \S+ failed \(ECONNREFUSED\); [^\n]+\n$/);
});

test('when stopped, says that the rest can come later', async () => {
  const { code, stderr } = await textcam(['data', 'download', 'imdb'], { signal: AbortSignal.abort() });
  expect(code).toBe(1);
  expect(stderr).toBe('textcam: stopped; what has come so far is kept; run again to go on\n');
});
