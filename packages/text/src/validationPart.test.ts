import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CpuDevice, createRandom } from '@textcam/tensor';
import { describe, expect, onTestFinished, test } from 'vitest';
import { datasetOf, followed, tinyPreset } from '../test/toys.js';
import { type Selection, selectExamples } from './encode.js';
import { type Dataset, DatasetError, type Example } from './examples.js';
import { preprocessInNode } from './node/preprocessInNode.js';
import type { Choose } from './prepare.js';
import { train } from './train.js';
import { selectOnTrainingPart, type TrainingPartOptions } from './validationPart.js';

/** Ten texts a label to train with, two to test with, whose words and third label occur nowhere else. */
const examples: Example[] = ['bad', 'good'].flatMap((label) => [
  ...Array.from(
    { length: 10 },
    (_, n): Example => ({
      ...{ name: `train/${label}/${n}`, label, split: 'train' },
      text: `a ${label} film ${'xyz'[n % 3]}`,
    }),
  ),
  ...[0, 1].map((n): Example => ({ name: `test/${label}/${n}`, label: 'secret', split: 'test', text: 'leaked leak' })),
]);
const toy = datasetOf(examples);

const options = (more: Partial<TrainingPartOptions> = {}): TrainingPartOptions => ({
  fraction: 0.2,
  validationRandom: createRandom(1, 4),
  splitRandom: createRandom(1, 1),
  sampleRandom: createRandom(1, 2),
  ...more,
});
const choose: Choose = (listed) => selectOnTrainingPart(listed, options());
const training = { dataset: toy, preset: tinyPreset, device: new CpuDevice(), seed: 1 };

describe('the training part alone', () => {
  test('has no example of the test part, and of each label a fraction to test with', async () => {
    const selection = await choose(toy);
    expect(selection.map(({ name }) => name).filter((name) => name.startsWith('test'))).toEqual([]);
    const heldBack = selection.filter(({ split }) => split === 'test').map(({ label }) => label);
    expect([selection.length, heldBack]).toEqual([20, ['bad', 'bad', 'good', 'good']]);
  });

  test('of a data set without parts is what a training with that seed learns from', async () => {
    const learned = examples.filter(({ split }) => split === 'train');
    const unsplit = datasetOf(learned.map(({ split: _, ...example }) => example));
    const ordinary = await selectExamples(unsplit, { splits: ['train'], ...options() });
    const names = (await selectOnTrainingPart(unsplit, options())).map(({ name }) => name);
    expect(names).toHaveLength(16);
    expect(names.sort()).toEqual(ordinary.map(({ name }) => name));
  });

  test('gives of each part a balanced sample, of the texts that are in it without a limit', async () => {
    const all = new Map((await choose(toy)).map(({ name, split }) => [name, split]));
    const sample = await selectOnTrainingPart(toy, options({ limit: 2 }));
    expect(sample.map(({ label, split }) => `${split} ${label}`)).toEqual(
      ['train', 'test'].flatMap((split) => ['bad', 'good'].map((label) => `${split} ${label}`)),
    );
    for (const { name, split } of sample) expect(all.get(name)).toBe(split);
  });

  test('holds all texts of a film back or none, with a limit and without', async () => {
    const filmOf = (name: string) => `film ${Number(name.split('/')[2]) >> 1}`;
    const films = datasetOf(examples.map((example) => ({ ...example, group: filmOf(example.name) })));
    const heldIn = (selection: Selection) =>
      selection.filter(({ split }) => split === 'test').map(({ name }) => filmOf(name));
    // Five films of two texts of either label: one film is a fifth.
    const held = heldIn(await selectOnTrainingPart(films, options()));
    expect([held.length, new Set(held).size]).toEqual([4, 1]);
    const sample = await selectOnTrainingPart(films, options({ limit: 2 }));
    expect(new Set(heldIn(sample))).toEqual(new Set(held));
    const { result } = await followed(
      train({ ...training, dataset: films, choose: (listed) => selectOnTrainingPart(listed, options()) }),
    );
    expect(result.test.examples).toBe(4);
  });

  test.each([0, 1, Number.NaN])('cannot hold back a fraction of %d', async (fraction) => {
    await expect(selectOnTrainingPart(toy, options({ fraction }))).rejects.toThrow(DatasetError);
  });
});

describe('a training on it', () => {
  test('never sees a word of the test part and never scores one of its texts', async () => {
    const { events, result } = await followed(train({ ...training, choose }));
    expect(result.classifier.vocabulary.words.filter((word) => /leak/.test(word))).toEqual([]);
    expect(result.classifier.labels).toEqual(['bad', 'good']);
    expect([result.classifier.provenance.examples, result.test.examples]).toEqual([16, 4]);
    const scored = events.flatMap((event) => (event.type === 'evaluate' ? [event.total] : []));
    expect(Math.max(...scored)).toBe(16);
  });

  test('tests with the same texts whatever its seed', async () => {
    const chosen: string[][] = [];
    const noting: Choose = async (listed) => {
      const selection = await choose(listed);
      chosen.push(selection.map(({ name, split }) => `${split} ${name}`));
      return selection;
    };
    for (const seed of [1, 2]) await followed(train({ ...training, seed, choose: noting }));
    expect(chosen[0]).toEqual(chosen[1]);
  });
});

describe('tokens that are kept', () => {
  /** How often the texts were read by trainings, one after the other, on tokens kept in one folder. */
  async function readsOf(...choices: (Choose | undefined)[]) {
    const folder = await mkdtemp(join(tmpdir(), 'textcam-tokens-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const tested = examples.map(({ label, ...example }) => ({ ...example, label: label === 'secret' ? 'bad' : label }));
    let reads = 0;
    const dataset: Dataset = {
      ...datasetOf(tested),
      async *read() {
        reads++;
        yield* tested;
      },
      digest: async () => 'toy',
    };
    const preprocess = preprocessInNode({ workers: 1, folder, worthKeeping: 0 });
    const found = [];
    for (const choice of choices) {
      const given = { ...training, dataset, preprocess, ...(choice && { choose: choice }) };
      const { classifier, test } = (await followed(train(given))).result;
      found.push([reads, classifier.provenance.examples, test.examples]);
    }
    return found;
  }

  test('of an ordinary training serve it, without the test part', async () => {
    expect(await readsOf(undefined, choose)).toEqual([
      [1, 20, 4],
      [1, 16, 4],
    ]);
  });

  test('of it serve an ordinary training, which reads the test part in addition and takes each text for what it is', async () => {
    expect(await readsOf(choose, undefined, choose)).toEqual([
      [1, 16, 4],
      [2, 20, 4],
      [2, 16, 4],
    ]);
  });
});
