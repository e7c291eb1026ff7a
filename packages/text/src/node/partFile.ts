import { open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { DatasetError } from '../examples.js';
import { errorCode } from './fileError.js';

/** In bytes; `total` is undefined when the server does not say. */
export interface DownloadProgress {
  received: number;
  total: number | undefined;
}

export interface FetchOptions {
  url: string;
  /** Where the bytes go, after those already there. The server's mark for their version is kept beside it. */
  part: string;
  onProgress: (progress: DownloadProgress) => void;
  signal: AbortSignal;
  /** Milliseconds to wait for the next bytes. */
  patience?: number;
}

/**
 * Downloads what is missing of a part file. It is started over when the server has another version by now, or sends
 * whole files only.
 *
 * @throws DatasetError for a network that fails and a server that refuses: the part file stays, to go on from; errors
 * of the disk as Node gives them
 */
export async function fetchToPart(options: FetchOptions): Promise<void> {
  const { url, part, patience = 60_000 } = options;
  const stall = new Stall(patience);
  try {
    const start = await sizeOf(part);
    const signal = AbortSignal.any([options.signal, stall.signal]);
    const headers = await headersFor(part, start);
    const response = await fetch(url, { headers, signal }).catch((error) => {
      throw networkError(url, error);
    });
    if (start > 0 && refusesToContinue(response, start)) {
      await response.body?.cancel();
      await removePart(part);
      return await fetchToPart(options);
    }
    if (response.status !== 200 && !(response.status === 206 && start > 0)) {
      await response.body?.cancel();
      throw new DatasetError(
        `imdb: ${url} answered ${response.status} ${response.statusText}; must send the archive; ` +
          'run again later, what has come so far is kept',
      );
    }
    await receive(response, options, stall);
  } finally {
    stall.stop();
  }
}

/** Removes a part file and its mark, as far as they are there. */
export async function removePart(part: string): Promise<void> {
  await rm(part, { force: true });
  await rm(markOf(part), { force: true });
}

async function receive(response: Response, { url, part, onProgress }: FetchOptions, stall: Stall): Promise<void> {
  const continued = response.status === 206;
  let received = continued ? await sizeOf(part) : 0;
  const length = response.headers.get('content-length');
  const total = length === null ? undefined : received + Number(length);
  const file = await open(part, continued ? 'a' : 'w');
  try {
    // After the old bytes are gone, so that a mark never stands beside bytes of another version.
    if (!continued) await writeFile(markOf(part), versionMark(response));
    onProgress({ received, total });
    for await (const bytes of bodyOf(response, url)) {
      stall.restart();
      await file.appendFile(bytes);
      received += bytes.length;
      onProgress({ received, total });
    }
    await file.sync();
  } finally {
    await file.close();
  }
  if (total !== undefined && received < total) throw networkError(url, new Error('the connection was closed early'));
}

async function* bodyOf(response: Response, url: string): AsyncGenerator<Uint8Array> {
  try {
    if (response.body !== null) yield* response.body;
  } catch (error) {
    throw networkError(url, error);
  }
}

async function headersFor(part: string, start: number): Promise<Record<string, string>> {
  // Compressed on the way, the pieces would not fit.
  const headers: Record<string, string> = { 'accept-encoding': 'identity' };
  if (start === 0) return headers;
  headers.range = `bytes=${start}-`;
  const mark = await readFile(markOf(part), 'utf8').catch(() => '');
  if (mark !== '') headers['if-range'] = mark;
  return headers;
}

function refusesToContinue(response: Response, start: number): boolean {
  if (response.status === 416) return true;
  return response.status === 206 && !response.headers.get('content-range')?.startsWith(`bytes ${start}-`);
}

/** What If-Range takes: a strong ETag, or else the date. */
function versionMark(response: Response): string {
  const tag = response.headers.get('etag');
  return tag?.startsWith('"') ? tag : (response.headers.get('last-modified') ?? '');
}

function markOf(part: string): string {
  return `${part}.version`;
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    (status) => status.size,
    () => 0,
  );
}

function networkError(url: string, error: unknown): DatasetError {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const reason = errorCode(cause) ?? (cause instanceof Error ? cause.message : String(cause));
  return new DatasetError(
    `imdb: the download from ${url} failed (${reason}); a connection is needed; run again to resume`,
    { cause: error },
  );
}

/** Aborts when nothing has come for a while. */
class Stall {
  readonly #controller = new AbortController();
  readonly #timer: NodeJS.Timeout;

  constructor(patience: number) {
    const reason = new Error(`nothing came for ${patience / 1000} s`);
    this.#timer = setTimeout(() => this.#controller.abort(reason), patience);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  restart(): void {
    this.#timer.refresh();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
