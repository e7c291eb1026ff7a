import { createHash } from 'node:crypto';
import { readdir, readFile, rm, stat, utimes } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Entry } from '../examples.js';
import { type TokenizerSettings, tokenizerVersion } from '../tokens.js';
import { shippedFile } from './shipped.js';
import { writeFileAtomically } from './writeFileAtomically.js';

/** What is kept of a data set: all its examples, and of those that have been read the lemmas that the model may see. */
export interface StoredTokens {
  fingerprint: string;
  /** In file order. */
  entries: Entry[];
  lemmas: string[];
  /** For each entry its lemmas, as places in `lemmas`; undefined for one that has not been read. */
  texts: (Int32Array | undefined)[];
}

const format = 'textcam-tokens 2';
const checksumLength = 32;

/** The whole folder's bytes at most. The tokens of the IMDB reviews take 32 MB. */
const mostBytes = 500_000_000;

/** Where the tokens of a data set are kept: under a name that stands for its content and for all that decides its tokens. */
export async function tokenPath(folder: string, digest: string, settings: TokenizerSettings): Promise<string> {
  const { resolve } = createRequire(import.meta.url);
  const wink = [resolve('wink-nlp/package.json'), resolve('wink-eng-lite-web-model/package.json')];
  const versions = await Promise.all([shippedFile('package.json'), ...wink].map(versionIn));
  // White space, letters and lower case are those of the engine's Unicode.
  const { maximumLength, stopWords = 'dropped' } = settings;
  const decisive = [format, digest, tokenizerVersion, maximumLength, stopWords, versions, process.versions.unicode];
  return join(folder, `${createHash('sha256').update(JSON.stringify(decisive)).digest('hex')}.tokens`);
}

async function versionIn(manifest: string): Promise<string> {
  return JSON.parse(await readFile(manifest, 'utf8')).version;
}

/** The tokens in a file; undefined when there is none, or it is not, to the last byte, one that `writeTokens` wrote. */
export async function readTokens(path: string): Promise<StoredTokens | undefined> {
  try {
    const bytes = await readFile(path);
    const body = bytes.subarray(checksumLength);
    if (!checksum(body).equals(bytes.subarray(0, checksumLength))) return undefined;
    const headerLength = body.readUInt32LE(0);
    const header = JSON.parse(body.toString('utf8', 4, 4 + headerLength));
    if (header.format !== format) return undefined;
    const { fingerprint, names, labels, labelOf, splitOf, groups, groupOf, lemmas, lengths } = header;
    const numbers = new Int32Array(
      body.buffer.slice(body.byteOffset + 4 + headerLength, body.byteOffset + body.length),
    );
    let at = 0;
    const texts = lengths.map((length: number) => {
      if (length < 0) return undefined;
      at += length;
      return numbers.subarray(at - length, at);
    });
    const entries = names.map((name: string, n: number) => ({
      name,
      label: labels[labelOf[n]],
      ...(splitOf[n] !== null && { split: splitOf[n] === 0 ? 'train' : 'test' }),
      ...(groupOf[n] !== null && { group: groups[groupOf[n]] }),
    }));
    // The files least used go first.
    await utimes(path, new Date(), new Date());
    return { fingerprint, entries, lemmas, texts };
  } catch {
    return undefined;
  }
}

/** Writes the tokens aside, renames them, and removes files least used when there are too many. Throws FileError. */
export async function writeTokens(path: string, { fingerprint, entries, lemmas, texts }: StoredTokens): Promise<void> {
  const labels = numbered(entries.map(({ label }) => label));
  const groups = numbered(entries.flatMap(({ group }) => group ?? []));
  const header = Buffer.from(
    JSON.stringify({
      ...{ format, fingerprint, labels: [...labels.keys()], groups: [...groups.keys()], lemmas },
      names: entries.map(({ name }) => name),
      labelOf: entries.map(({ label }) => labels.get(label)),
      splitOf: entries.map(({ split }) => (split === undefined ? null : split === 'train' ? 0 : 1)),
      groupOf: entries.map(({ group }) => (group === undefined ? null : groups.get(group))),
      lengths: texts.map((text) => text?.length ?? -1),
    }),
  );
  const body = () => bodyOf(header, texts);
  const hash = createHash('sha256');
  for (const piece of body()) hash.update(piece);
  function* whole(): Generator<Uint8Array> {
    yield hash.digest();
    yield* body();
  }
  await writeFileAtomically(path, whole());
  await dropOldest(dirname(path));
}

/** Each of the names once, with its number. */
function numbered(names: readonly string[]): Map<string, number> {
  return new Map([...new Set(names)].map((name, n) => [name, n]));
}

/** Bytes that are put together for a write: few enough to weigh nothing, enough for writes to be few. */
const pieceBytes = 1 << 20;

/** What stands behind the checksum, piece by piece: as a whole it is as large as the texts. */
function* bodyOf(header: Buffer, texts: StoredTokens['texts']): Generator<Buffer> {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(header.length);
  yield length;
  yield header;
  let [waiting, bytes]: [Buffer[], number] = [[], 0];
  for (const text of texts) {
    if (text === undefined) continue;
    waiting.push(Buffer.from(text.buffer, text.byteOffset, text.byteLength));
    bytes += text.byteLength;
    if (bytes < pieceBytes) continue;
    yield Buffer.concat(waiting);
    [waiting, bytes] = [[], 0];
  }
  yield Buffer.concat(waiting);
}

function checksum(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}

/** Until the rest is within bounds. Files that a crash has left aside go the same way. */
async function dropOldest(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  const files = await Promise.all(
    names.map(async (name) => {
      const status = await stat(join(folder, name)).catch(() => undefined);
      return { path: join(folder, name), used: status?.mtimeMs ?? 0, size: status?.size ?? 0 };
    }),
  );
  let total = 0;
  for (const { path, size } of files.sort((a, b) => b.used - a.used)) {
    total += size;
    if (total > mostBytes) await rm(path, { force: true });
  }
}
