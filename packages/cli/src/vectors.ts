import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import type { WantedWords, WordVectors } from '@textcam/text';
import { InputError, oneLine, UsageError } from './errors.js';
import { untilAborted } from './stopping.js';

export interface VectorOptions {
  /** 'none', 'wink', or a path. */
  vectors: string;
  dimensions?: number | undefined;
}

/** Word vectors as `train` of @textcam/text takes them. */
export interface VectorSource {
  name: string;
  read(wanted: ReadonlySet<string>): Promise<WordVectors>;
}

/**
 * The word vectors that the options name; undefined for none. What can be known before the long work begins is checked here: throws UsageError
 * when their dimensions are not the ones asked for, VectorsError and FileError for vectors that are not there.
 */
export async function openVectorsOption(
  { vectors, dimensions }: VectorOptions,
  signal: AbortSignal,
): Promise<VectorSource | undefined> {
  if (vectors === 'none') return undefined;
  const { openVectors, openWinkVectors } = await import('@textcam/text/node');
  const read = (wanted: WantedWords) =>
    untilAborted(vectors === 'wink' ? openWinkVectors({ wanted }) : openVectors(vectors, wanted), signal);
  // Reading none of the words tells whether the file is there and fits. A large text file takes a while, so only when it has to be.
  if (vectors === 'wink' || dimensions !== undefined || !existsSync(vectors)) {
    const found = await read(() => false);
    if (dimensions !== undefined && found.dimensions !== dimensions) {
      throw new UsageError(
        `--dimensions ${dimensions}: the vectors of ${vectors} have ${found.dimensions}; both must agree; leave --dimensions out`,
      );
    }
  }
  return { name: vectorsName(vectors), read: async (wanted) => refuseForeign(await read(wanted), vectors, wanted) };
}

/** Vectors of none of the words would be a table of zeros. Throws InputError. */
function refuseForeign(found: WordVectors, vectors: string, wanted: ReadonlySet<string>): WordVectors {
  if (found.rows.size > 0 || wanted.size === 0) return found;
  throw new InputError(
    `${vectors}: has none of the ${wanted.size} words of the texts; must have some, in lower case; name vectors of the texts' language`,
  );
}

/** The same vectors; what is odd about their file is told when they are read. */
export function remarked({ name, read }: VectorSource, tell: (line: string) => void): VectorSource {
  // A training with a refit reads them twice.
  const told = new Set<string>();
  return {
    name,
    async read(wanted) {
      const found = await read(wanted);
      for (const remark of found.remarks ?? []) {
        if (!told.has(remark)) tell(oneLine(remark));
        told.add(remark);
      }
      return found;
    },
  };
}

/** What a classifier calls them. */
export function vectorsName(vectors: string): string {
  return vectors === 'wink' ? 'wink' : basename(vectors);
}
