import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newFolder, phraseModel, smallModel, textcam, writeFiles } from './textcam.js';

let folder: string;
let model: string;
beforeAll(async () => {
  folder = await newFolder();
  model = await smallModel(folder);
});
afterAll(() => rm(folder, { recursive: true }));

const json = async (...argv: string[]) => JSON.parse((await textcam(['evaluate', model, ...argv, '--json'])).stdout);

describe('textcam evaluate', () => {
  test('of a model that knows runs of words, or sees "not", is about what it predicts', async () => {
    const files = await writeFiles(folder, {
      'some.csv': 'text,label\n"Not a lovely film, alas.",positive\n"Not a dreadful film, alas.",negative\n',
    });
    const path = await phraseModel(folder);
    const { stdout } = await textcam(['evaluate', path, '--dataset', files['some.csv'], '--json']);
    const predicted = await textcam(['predict', path, files['some.csv'], '--json']);
    const lines = predicted.stdout.trim().split('\n');
    const [first, second] = lines.map((line) => JSON.parse(line).probabilities);
    const expected = -(Math.log(first.positive) + Math.log(second.negative)) / 2;
    expect(JSON.parse(stdout).logLoss).toBeCloseTo(expected, 6);
  });

  test('of a file, evaluates on all rows; --json prints one object with the figures', async () => {
    const files = await writeFiles(folder, {
      'two.csv': 'text,label\nlovely,positive\ndreadful,negative\nlovely,negative\n',
    });
    expect(await json('--dataset', files['two.csv'])).toEqual({
      dataset: 'two.csv',
      split: 'all',
      examples: 3,
      accuracy: 2 / 3,
      // Of the pairs of a positive and a negative text one is in order and one is tied.
      auc: 0.75,
      logLoss: expect.any(Number),
      expectedCalibrationError: expect.any(Number),
      confusion: [
        [1, 1],
        [0, 1],
      ],
    });
  });

  test('--split test is the part that training held back, --split train the rest', async () => {
    const learned = `${folder}/learned.csv`;
    expect(await json('--dataset', learned, '--split', 'test')).toMatchObject({ split: 'test', examples: 4 });
    expect(await json('--dataset', learned, '--split', 'train')).toMatchObject({ split: 'train', examples: 16 });
    expect(await json('--dataset', learned)).toMatchObject({ split: 'all', examples: 20 });
  });

  test('figures on the part held back are those that training reported', async () => {
    const { stdout } = await textcam(['evaluate', model, '--dataset', `${folder}/learned.csv`, '--split', 'test']);
    expect(stdout).toContain('On 4 texts of learned.csv, test: accuracy 1.0000, AUC 1.0000');
    expect(stdout).toMatch(/^true \\ predicted {2}negative {2}positive\nnegative +2 +0\npositive +0 +2\n/m);
  });

  test('a file with one label is fine to test with, and has no AUC', async () => {
    const files = await writeFiles(folder, { 'one.csv': 'text,label\nlovely,positive\n' });
    expect(await json('--dataset', files['one.csv'])).toMatchObject({ examples: 1, accuracy: 1, auc: null });
    const { stdout } = await textcam(['evaluate', model, '--dataset', files['one.csv']]);
    expect(stdout).toContain('AUC undefined (one class alone occurs)');
  });

  test('evaluates on the test part of the starter corpus, or on all of it', async () => {
    expect(await json('--dataset', 'starter')).toMatchObject({ dataset: 'starter', split: 'test', examples: 48 });
    expect(await json('--dataset', 'starter', '--split', 'all')).toMatchObject({ split: 'all', examples: 240 });
  });
});
