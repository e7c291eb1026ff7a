import { availableParallelism } from 'node:os';
import {
  type ChunkSettings,
  createRenumbering,
  inLots,
  type LemmaChunk,
  type TokenizeAll,
  tokenizeHere,
} from '../lemmaChunks.js';
import { Thread } from './thread.js';

export interface TokenizeInWorkersOptions {
  /** How many threads beside the caller's; as many as there are processors when left out. */
  workers?: number;
  /** Ends the threads at once; the generator then throws its reason. */
  signal?: AbortSignal | undefined;
}

/** Lots that wait at each worker: enough for it never to be idle, few enough for little text to be held. */
const lotsPerWorker = 3;

/** What a lot leaves behind is garbage by the next one: more room for it than this is memory without use. */
const youngMegabytes = 8;

/** A text of the greatest length takes half of it. With a bound that is much above, the engine lets garbage pile up three times as high. */
const oldMegabytes = 1024;

/** Starting a worker takes as long as reading some four lots. */
const lotsWorthWorkers = 8;

/**
 * Tokenizes on several threads. The result is that of `tokenizeHere`, number for number, whatever the number of threads; a few texts are
 * read in the caller's. However many texts come, a few lots of them are held: the source is asked for more when there is room.
 *
 * Threads end with the generator, at its end or when it is left. It throws what the source throws, the signal's reason when it is aborted,
 * and WorkerError for a thread that broke down.
 */
export function tokenizeInWorkers(
  settings: ChunkSettings,
  { workers = availableParallelism(), signal }: TokenizeInWorkersOptions = {},
): TokenizeAll {
  return async function* (texts) {
    const lots = inLots(texts);
    const first: string[][] = [];
    for (let next = await lots.next(); !next.done; next = await lots.next()) {
      if (first.push(next.value) > lotsWorthWorkers) break;
    }
    const all = follow(first, lots);
    if (first.length <= lotsWorthWorkers || workers === 1) {
      const onlyTexts = async function* () {
        for await (const lot of all) yield* lot;
      };
      return yield* tokenizeHere(settings)(onlyTexts());
    }
    yield* spread(all, settings, { workers, signal });
  };
}

async function* follow<Item>(first: readonly Item[], rest: AsyncGenerator<Item>): AsyncGenerator<Item> {
  yield* first;
  yield* rest;
}

async function* spread(
  lots: AsyncGenerator<string[]>,
  settings: ChunkSettings,
  { workers, signal }: { workers: number; signal: AbortSignal | undefined },
): AsyncGenerator<LemmaChunk> {
  const threads = Array.from({ length: workers }, () => {
    const resourceLimits = { maxYoungGenerationSizeMb: youngMegabytes, maxOldGenerationSizeMb: oldMegabytes };
    const script = new URL('./tokenWorker.js', import.meta.url);
    return new Thread<string[], LemmaChunk>(script, 'tokenizing', { workerData: settings, resourceLimits });
  });
  const stop = () => {
    for (const thread of threads) thread.fail(signal?.reason);
  };
  signal?.addEventListener('abort', stop, { once: true });
  try {
    signal?.throwIfAborted();
    const renumbered = createRenumbering();
    const waiting: Promise<LemmaChunk>[] = [];
    let [sent, taken] = [0, 0];
    const take = async () => renumbered(taken++ % workers, await (waiting.shift() as Promise<LemmaChunk>));
    for await (const lot of lots) {
      waiting.push(threads[sent++ % workers].ask(lot));
      if (waiting.length === workers * lotsPerWorker) yield await take();
    }
    while (waiting.length > 0) yield await take();
  } finally {
    signal?.removeEventListener('abort', stop);
    await Promise.all(threads.map((thread) => thread.close()));
  }
}
