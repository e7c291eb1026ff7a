import { type PreprocessEvent, type Selection, type TokenizedDataset, tokenizeDataset } from '../encode.js';
import { byName, type Dataset, type Entry } from '../examples.js';
import type { Preprocess } from '../preprocess.js';
import { tokenFolder } from './cache.js';
import { fingerprinted } from './digest.js';
import { FileError } from './fileError.js';
import { readTokens, type StoredTokens, tokenPath, writeTokens } from './tokenCache.js';
import { tokenizeInWorkers } from './tokenWorkers.js';

export interface PreprocessInNodeOptions {
  /** Threads beside the caller's; as many as there are processors when left out. */
  workers?: number;
  /** Where tokens are kept; the folder for them in the cache folder when left out. */
  folder?: string;
  /** Data sets with fewer characters are read anew each time, which takes a second at most. A million when left out. */
  worthKeeping?: number;
}

/**
 * Preprocesses on all processors and keeps the outcome, so that the same data need not be tokenized again: under a hash of the data's
 * content and of all that decides its tokens. What is kept and damaged is read anew. Data without a digest is never kept, nor what cannot
 * be written. Throws what `tokenizeInWorkers` does, and DatasetError.
 */
export function preprocessInNode({
  workers,
  folder = tokenFolder(),
  worthKeeping = 1_000_000,
}: PreprocessInNodeOptions = {}): Preprocess {
  return async function* ({ dataset, settings, select, signal }) {
    const place = async () => dataset.digest && tokenPath(folder, await dataset.digest(), settings);
    const path = await place();
    const stored = path === undefined ? undefined : await readTokens(path);
    const selection = stored
      ? await select({ name: dataset.name, list: async () => [...stored.entries] }, stored.entries)
      : await select(dataset);
    const kept = keptOf(stored);
    const missing = selection.filter(({ name }) => !kept.has(name));
    if (stored && missing.length === 0) {
      yield { type: 'preprocess', done: selection.length, total: selection.length, fromCache: true };
      return chosen(stored, kept, selection);
    }
    const tokenizeAll = tokenizeInWorkers(settings, { ...(workers !== undefined && { workers }), signal });
    const read = yield* readMissing(dataset, missing, tokenizeAll);
    const all = together(stored, kept, read);
    // Data that has changed while it was read is kept under no name.
    if (path !== undefined && read.characters >= worthKeeping && path === (await place())) {
      await writeTokens(path, all).catch(unlessUnwritable);
    }
    return chosen(all, kept, selection);
  };
}

interface Read extends TokenizedDataset {
  fingerprint: string;
  /** Every example there is. */
  entries: Entry[];
  /** Of all texts, those among them that were not asked for. */
  characters: number;
}

async function* readMissing(
  dataset: Dataset,
  missing: Selection,
  tokenizeAll: ReturnType<typeof tokenizeInWorkers>,
): AsyncGenerator<PreprocessEvent, Read> {
  const entries: Entry[] = [];
  let characters = 0;
  const source = fingerprinted(dataset);
  async function* noted() {
    for await (const example of source.read()) {
      const { text, ...entry } = example;
      entries.push(entry);
      characters += text.length;
      yield example;
    }
  }
  const tokenized = yield* tokenizeDataset({ name: dataset.name, read: noted }, missing, tokenizeAll);
  return { ...tokenized, fingerprint: source.fingerprint(), entries: entries.sort(byName), characters };
}

/** What was kept with what was read, which joins it, under the numbers of the former. */
function together(
  stored: StoredTokens | undefined,
  kept: Map<string, Int32Array>,
  { fingerprint, entries, selection, lemmas, texts }: Read,
): StoredTokens {
  const number = new Map(stored?.lemmas.map((lemma, n) => [lemma, n]));
  const renumbered = Int32Array.from(lemmas, (lemma) => {
    const known = number.get(lemma) ?? number.size;
    number.set(lemma, known);
    return known;
  });
  selection.forEach(({ name }, n) => {
    kept.set(name, stored ? texts[n].map((lemma) => renumbered[lemma]) : texts[n]);
  });
  return { fingerprint, entries, lemmas: [...number.keys()], texts: entries.map(({ name }) => kept.get(name)) };
}

function keptOf(stored: StoredTokens | undefined): Map<string, Int32Array> {
  const kept = new Map<string, Int32Array>();
  stored?.texts.forEach((text, n) => {
    if (text) kept.set(stored.entries[n].name, text);
  });
  return kept;
}

/** The texts of a selection, all of which are there. */
function chosen(
  { lemmas, fingerprint }: StoredTokens,
  kept: ReadonlyMap<string, Int32Array>,
  selection: Selection,
): TokenizedDataset {
  const texts = selection.flatMap(({ name }) => kept.get(name) ?? []);
  return { selection, lemmas, texts, fingerprint };
}

function unlessUnwritable(error: unknown): void {
  if (!(error instanceof FileError)) throw error;
}
