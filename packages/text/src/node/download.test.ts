import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { DatasetError } from '../examples.js';
import { downloadImdb } from './download.js';
import { type DownloadProgress, fetchToPart } from './partFile.js';

const content = Buffer.alloc(1_000_000, 'textcam ');
const half = content.length / 2;
const md5 = createHash('md5').update(content).digest('hex');

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

let home: string;
let server: Server;
let url: string;
let answer: Answer;
let requests: IncomingMessage['headers'][];
let progress: DownloadProgress[];

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'textcam-download-'));
  vi.stubEnv('TEXTCAM_HOME', home);
  requests = [];
  progress = [];
  server = createServer((request, response) => {
    requests.push(request.headers);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/aclImdb_v1.tar.gz`;
});

afterEach(async () => {
  vi.unstubAllEnvs();
  server.closeAllConnections();
  server.close();
  await rm(home, { recursive: true });
});

const download = (more: { md5?: string; signal?: AbortSignal } = {}) =>
  downloadImdb({
    url,
    md5,
    signal: new AbortController().signal,
    onProgress: (event) => progress.push(event),
    ...more,
  });

const downloaded = () => readFile(join(home, 'aclImdb_v1.tar.gz'));
const partPath = () => join(home, 'aclImdb_v1.tar.gz.part');

async function messageOf(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => undefined,
    (error) => error,
  );
  expect(error).toBeInstanceOf(DatasetError);
  expect(error.message).not.toContain('\n');
  return error.message;
}

/** A server that knows ranges, and whose file is at the given version. */
const ranged =
  (etag: string): Answer =>
  (request, response) => {
    const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    const unchanged = (request.headers['if-range'] ?? etag) === etag;
    response.setHeader('etag', etag);
    if (start > 0 && unchanged) {
      response.setHeader('content-range', `bytes ${start}-${content.length - 1}/${content.length}`);
      response.writeHead(206, { 'content-length': content.length - start }).end(content.subarray(start));
    } else {
      response.writeHead(200, { 'content-length': content.length }).end(content);
    }
  };

/** Sends half, then the connection breaks. */
const cutHalfway =
  (etag?: string): Answer =>
  (_, response) => {
    if (etag !== undefined) response.setHeader('etag', etag);
    response.writeHead(200, { 'content-length': content.length });
    response.write(content.subarray(0, half), () => setTimeout(() => response.destroy(), 50));
  };

describe('downloadImdb', () => {
  test('puts the archive in the cache folder and tells how far it is', async () => {
    answer = ranged('"1"');
    expect(await download()).toBe(join(home, 'aclImdb_v1.tar.gz'));
    expect((await downloaded()).equals(content)).toBe(true);
    expect(progress[0]).toEqual({ received: 0, total: content.length });
    expect(progress.at(-1)).toEqual({ received: content.length, total: content.length });
    expect(await readdir(home)).toEqual(['aclImdb_v1.tar.gz']);
  });

  test('what is there already is checked and not downloaded again', async () => {
    await writeFile(join(home, 'aclImdb_v1.tar.gz'), content);
    await download();
    expect(requests).toEqual([]);
  });

  test('what is there already with a wrong sum is downloaded anew', async () => {
    await writeFile(join(home, 'aclImdb_v1.tar.gz'), 'broken');
    answer = ranged('"1"');
    await download();
    expect((await downloaded()).equals(content)).toBe(true);
  });

  test('after a connection cut halfway, running again asks for the rest of the same version', async () => {
    answer = cutHalfway('"1"');
    expect(await messageOf(download())).toMatch(/^imdb: the download from .* failed .*; run again to resume$/);
    answer = ranged('"1"');
    await download();
    expect(requests[1]).toMatchObject({ range: `bytes=${half}-`, 'if-range': '"1"' });
    expect(progress).toContainEqual({ received: half, total: content.length });
    expect((await downloaded()).equals(content)).toBe(true);
  });

  test('if the file has changed in between, it is started over', async () => {
    await writeFile(partPath(), Buffer.alloc(half, 'old'));
    await writeFile(`${partPath()}.version`, '"1"');
    answer = ranged('"2"');
    await download();
    expect(requests).toHaveLength(1);
    expect((await downloaded()).equals(content)).toBe(true);
  });

  test('a weak mark is not sent back; the date is', async () => {
    const date = 'Sun, 26 Jun 2011 00:00:00 GMT';
    answer = (request, response) => {
      response.setHeader('last-modified', date);
      cutHalfway('W/"1"')(request, response);
    };
    await messageOf(download());
    answer = ranged(date);
    await download();
    expect(requests[1]).toMatchObject({ 'if-range': date });
    expect((await downloaded()).equals(content)).toBe(true);
  });

  test('a server without ranges sends the whole again', async () => {
    answer = cutHalfway();
    await messageOf(download());
    answer = (_, response) => response.writeHead(200).end(content);
    await download();
    expect(requests[1]).not.toHaveProperty('if-range');
    expect(progress.at(-1)).toEqual({ received: content.length, total: undefined });
    expect((await downloaded()).equals(content)).toBe(true);
  });

  test.each([
    ['answers 416', 416, undefined],
    ['sends another piece than asked for', 206, 'bytes 0-9/1000000'],
    ['sends a piece and does not say which', 206, undefined],
  ])('a server that %s is asked for the whole', async (_, status, range) => {
    await writeFile(partPath(), content.subarray(0, half));
    answer = (request, response) => {
      if (request.headers.range === undefined) return ranged('"1"')(request, response);
      response.writeHead(status, range === undefined ? {} : { 'content-range': range }).end('0123456789');
    };
    await download();
    expect(requests).toHaveLength(2);
    expect((await downloaded()).equals(content)).toBe(true);
  });

  test('a wrong sum is an error, and the part file is removed', async () => {
    answer = ranged('"1"');
    const wrong = '0'.repeat(32);
    expect(await messageOf(download({ md5: wrong }))).toContain(`has the MD5 sum ${md5}; must be ${wrong}`);
    expect(await readdir(home)).toEqual([]);
  });

  test('a server that refuses is an error with its status, and what has come is kept', async () => {
    await writeFile(partPath(), content.subarray(0, half));
    answer = (_, response) => response.writeHead(503).end('busy');
    expect(await messageOf(download())).toMatch(/answered 503 Service Unavailable/);
    expect(await readFile(partPath())).toHaveLength(half);
  });

  test('a server that cannot be reached is an error', async () => {
    server.close();
    await new Promise((resolve) => server.once('close', resolve));
    expect(await messageOf(download())).toMatch(/failed \(ECONNREFUSED\); .* run again to resume/);
  });

  test('a server that falls silent is an error', async () => {
    answer = (_, response) => {
      response.writeHead(200, { 'content-length': content.length });
      response.write(content.subarray(0, half));
    };
    const silent = fetchToPart({
      url,
      part: partPath(),
      onProgress: (event) => progress.push(event),
      signal: new AbortController().signal,
      patience: 200,
    });
    expect(await messageOf(silent)).toMatch(/failed \(nothing came for 0\.2 s\)/);
    expect(await readFile(partPath())).toHaveLength(half);
  });

  test('when aborted, throws the reason and keeps what has come', async () => {
    answer = (_, response) => {
      response.writeHead(200, { 'content-length': content.length });
      response.write(content.subarray(0, half));
    };
    const controller = new AbortController();
    const reason = new Error('stopped by hand');
    const stopped = downloadImdb({
      url,
      md5,
      signal: controller.signal,
      onProgress: ({ received }) => received === half && controller.abort(reason),
    });
    await expect(stopped).rejects.toBe(reason);
    expect(await readFile(partPath())).toHaveLength(half);
  });

  test.runIf(process.platform === 'linux')('a full disk is an error that says so', async () => {
    await symlink('/dev/full', partPath());
    answer = ranged('"1"');
    expect(await messageOf(download())).toMatch(/disk of .* is full; .* set TEXTCAM_HOME/);
  });

  test('a cache folder that cannot be made is an error', async () => {
    await writeFile(join(home, 'file'), '');
    vi.stubEnv('TEXTCAM_HOME', join(home, 'file', 'folder'));
    expect(await messageOf(download())).toMatch(/cannot be used \(ENOTDIR\)/);
  });
});
