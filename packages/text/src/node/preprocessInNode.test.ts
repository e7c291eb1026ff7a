import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CpuDevice, createRandom } from '@textcam/tensor';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { followed, tinyPreset } from '../../test/toys.js';
import { type SelectOptions, selectExamples } from '../encode.js';
import type { Dataset } from '../examples.js';
import { preprocessHere } from '../preprocess.js';
import { saveClassifier } from '../savedClassifier.js';
import { train } from '../train.js';
import { preprocessInNode } from './preprocessInNode.js';
import { openTableFile } from './tableFile.js';

const settings = { maximumLength: 20 };
const rows = Array.from({ length: 20 }, (_, n) => `"Film ${n} was ${n % 2 ? 'lovely' : 'dull'}, zorb${n}",${n % 2}`);

let folder: string;
let tokens: string;
let table: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'textcam-tokens-'));
  tokens = join(folder, 'tokens');
  table = join(folder, 'films.csv');
  await writeFile(table, `text,label\n${rows.join('\n')}\n`);
});
afterEach(() => rm(folder, { recursive: true }));

/** The table, and how often its texts were read. */
async function counted(): Promise<{ dataset: Dataset; reads: () => number }> {
  const dataset = await openTableFile({ path: table, textColumn: 'text', labelColumn: 'label' });
  let reads = 0;
  const read = () => {
    reads++;
    return dataset.read();
  };
  return { dataset: { ...dataset, read }, reads: () => reads };
}

const keeping = () => preprocessInNode({ workers: 1, folder: tokens, worthKeeping: 0 });
const choice = (more: Partial<SelectOptions> = {}): SelectOptions => ({
  splits: ['train', 'test'],
  splitRandom: createRandom(1, 1),
  sampleRandom: createRandom(1, 2),
  ...more,
});

async function preprocessed(more: Partial<SelectOptions> = {}, preprocess = keeping(), maximumLength = 20) {
  const { dataset, reads } = await counted();
  const select = (listed: Pick<Dataset, 'list'>) => selectExamples(listed, choice(more));
  const { events, result } = await followed(preprocess({ dataset, settings: { maximumLength }, select }));
  const words = result.texts.map((text) => Array.from(text, (lemma) => result.lemmas[lemma]).join(' '));
  return { names: result.selection.map(({ name }) => name), words, events, reads: reads() };
}

async function storedFile(): Promise<string> {
  const [name] = await readdir(tokens);
  return join(tokens, name);
}

describe('what has been tokenized once', () => {
  test('is not read again, and is the same as without a cache', async () => {
    const first = await preprocessed();
    const again = await preprocessed();
    expect([first.reads, again.reads]).toEqual([1, 0]);
    expect(again.events).toEqual([{ type: 'preprocess', done: 20, total: 20, fromCache: true }]);
    const { names, words } = await preprocessed({}, preprocessHere);
    expect(words[0]).toMatch(/^film \d+ (lovely|dull) , zorb\d+$/);
    for (const found of [first, again]) expect([found.names, found.words]).toEqual([names, words]);
  });

  test('gives the same classifier, bit for bit', async () => {
    const trained = async () => {
      const { dataset, reads } = await counted();
      const options = { dataset, preset: tinyPreset, device: new CpuDevice(), seed: 1, preprocess: keeping() };
      const { result } = await followed(train(options));
      return { bytes: Buffer.from(await saveClassifier(result.classifier)), reads: reads() };
    };
    const [read, kept] = [await trained(), await trained()];
    expect([read.reads, kept.reads]).toEqual([1, 0]);
    expect(kept.bytes.equals(read.bytes)).toBe(true);
  });

  test('has the groups of its texts, so that the same of them are held back', async () => {
    const { dataset } = await counted();
    const groupOf = (name: string) => ({ group: `film ${Number(name.slice(-3)) >> 1}` });
    const grouped: Dataset = {
      ...dataset,
      list: async () => (await dataset.list()).map((entry) => ({ ...entry, ...groupOf(entry.name) })),
      async *read() {
        for await (const example of dataset.read()) yield { ...example, ...groupOf(example.name) };
      },
    };
    const selected = async () => {
      const select = (listed: Pick<Dataset, 'list'>) => selectExamples(listed, choice({ splits: ['test'] }));
      return (await followed(keeping()({ dataset: grouped, settings, select }))).result.selection;
    };
    const [read, kept] = [await selected(), await selected()];
    expect(read.every(({ name, group }) => group === groupOf(name).group)).toBe(true);
    expect(kept).toEqual(read);
  });

  test('serves any part of it, and is added to by what was not among it', async () => {
    expect((await preprocessed({ splits: ['test'] })).reads).toBe(1);
    const sample = await preprocessed({ splits: ['test'], limit: 2 });
    expect([sample.reads, sample.words.length]).toEqual([0, 2]);
    // The sixteen texts to train with are missing.
    const all = await preprocessed();
    expect([all.reads, all.events.at(-1)]).toEqual([1, { type: 'preprocess', done: 16, total: 16 }]);
    expect(all.words).toEqual((await preprocessed({}, preprocessHere)).words);
    expect((await preprocessed()).reads).toBe(0);
  });

  test('is not taken for other data of the same size, or with other settings', async () => {
    await preprocessed();
    await writeFile(table, (await readFile(table, 'utf8')).replace('lovely', 'gentle'));
    const changed = await preprocessed();
    expect(changed.reads).toBe(1);
    expect(changed.words.join()).toContain('gentle');
    expect((await preprocessed({}, keeping(), 1)).words.every((words) => words === 'film')).toBe(true);
    expect(await readdir(tokens)).toHaveLength(3);
  });
});

describe('a file in the cache', () => {
  test('with any byte changed, or cut off, or of someone else, is read over and written anew', async () => {
    const { words } = await preprocessed();
    const path = await storedFile();
    const whole = await readFile(path);
    const damaged = Array.from({ length: 40 }, (_, n) => {
      const bytes = Buffer.from(whole);
      bytes[Math.floor((n * whole.length) / 40)] ^= 0x20;
      return bytes;
    });
    for (const bytes of [...damaged, whole.subarray(0, -4), Buffer.alloc(0), Buffer.from('someone else was here')]) {
      await writeFile(path, bytes);
      expect(await preprocessed()).toMatchObject({ words, reads: 1 });
      expect((await readFile(path)).equals(whole)).toBe(true);
    }
  });

  test('that cannot be written is done without', async () => {
    await writeFile(tokens, 'a file where the folder must be');
    expect((await preprocessed()).reads).toBe(1);
  });

  test('is not made for little text, or for data that cannot be told from other data', async () => {
    await preprocessed({}, preprocessInNode({ folder: tokens }));
    const { digest: _, ...untold } = (await counted()).dataset;
    const select = (listed: Pick<Dataset, 'list'>) => selectExamples(listed, choice());
    await followed(keeping()({ dataset: untold, settings, select }));
    expect(await readdir(folder)).toEqual(['films.csv']);
  });
});
