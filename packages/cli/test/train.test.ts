import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { reviewsCsv, small, temporaryFolder, textcam, writeFiles } from './textcam.js';

let folder: string;
let csv: string;
let out: string;
beforeEach(async () => {
  folder = await temporaryFolder();
  csv = (await writeFiles(folder, { 'reviews.csv': reviewsCsv() }))['reviews.csv'];
  out = join(folder, 'new/out');
});

const metrics = async () => JSON.parse(await readFile(join(out, 'metrics.json'), 'utf8'));

describe('textcam train', () => {
  test('writes a model, its figures and a report, into a folder it makes', async () => {
    const { code, stdout } = await textcam(['train', '--dataset', csv, ...small, '--out', out]);
    expect(code).toBe(0);
    expect((await readdir(out)).sort()).toEqual(['metrics.json', 'model.safetensors', 'report.html']);
    expect(stdout).toContain('On 4 texts of test: accuracy');
    expect(stdout).toContain(`Wrote ${join(out, 'model.safetensors')}`);
    expect(await readFile(join(out, 'report.html'), 'utf8')).toContain('reviews.csv');
  });

  test('metrics.json holds what the training was and how it went, by epoch', async () => {
    await textcam(['train', '--dataset', csv, ...small, '--epochs', '2', '--seed', '7', '--out', out]);
    const { epochs, test: figures, preprocessingSeconds, ...rest } = await metrics();
    expect(rest).toEqual({
      preset: 'article',
      dataset: 'reviews.csv',
      seed: 7,
      device: 'cpu',
      dimensions: 8,
      settings: expect.objectContaining({ epochs: 2, stopWords: 'dropped' }),
      parameters: expect.any(Number),
    });
    expect(preprocessingSeconds).toBeGreaterThan(0);
    expect(epochs.map((epoch: object) => Object.keys(epoch))).toEqual(
      Array(2).fill(['epoch', 'seconds', 'trainLoss', 'trainAccuracy', 'testAccuracy']),
    );
    expect(Object.keys(figures)).toEqual(['accuracy', 'auc', 'logLoss', 'expectedCalibrationError', 'confusion']);
    expect(figures.confusion.flat().reduce((sum: number, cell: number) => sum + cell)).toBe(4);
  });

  test('counts every number that was learned', async () => {
    await textcam(['train', '--dataset', csv, ...small, '--vectors', 'none', '--out', out]);
    const model = await readFile(join(out, 'model.safetensors'));
    const header = JSON.parse(model.subarray(8, 8 + Number(model.readBigUInt64LE())).toString());
    const rows = JSON.parse(header.__metadata__.vocabulary).length;
    const filters = 32 * (1 * 8 + 1) + 16 * (2 * 8 + 1) + 8 * (3 * 8 + 1);
    expect((await metrics()).parameters).toBe(rows * 8 + filters + 56 * 2 + 2);
  });

  test('the same seed gives the same model, byte for byte, another seed another one', async () => {
    const model = async (seed: string, place: string) => {
      await textcam(['train', '--dataset', csv, ...small, '--seed', seed, '--out', join(folder, place)]);
      return readFile(join(folder, place, 'model.safetensors'));
    };
    const first = await model('3', 'a');
    expect(first.equals(await model('3', 'b'))).toBe(true);
    expect(first.equals(await model('4', 'c'))).toBe(false);
  });

  test('--json prints what metrics.json holds and nothing else, on one line', async () => {
    const { stdout } = await textcam(['train', '--dataset', csv, ...small, '--json', '--out', out]);
    expect(stdout.trimEnd()).not.toContain('\n');
    expect(JSON.parse(stdout)).toEqual(await metrics());
  });

  test('--profile measures a steady step: a row for each kernel, and the figures in metrics.json', async () => {
    const { code, stdout } = await textcam([
      'train',
      '--dataset',
      csv,
      ...small,
      '--epochs',
      '9',
      '--profile',
      '--out',
      out,
    ]);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^A step: dispatches \d+, submissions \d+, buffers created 0, bind groups created 0, maps 0$/m,
    );
    expect(stdout).toMatch(/^kernel +calls +ms +share$/m);
    const { perStep, kernels } = (await metrics()).profile;
    expect(Object.keys(perStep)).toEqual(['dispatches', 'submissions', 'buffersCreated', 'bindGroupsCreated', 'maps']);
    for (const value of Object.values(perStep)) expect(Number.isInteger(value)).toBe(true);
    const calls = kernels.reduce((sum: number, { calls }: { calls: number }) => sum + calls, 0);
    expect(calls).toBe(perStep.dispatches);
    for (const kernel of kernels) expect(Object.keys(kernel)).toEqual(['name', 'calls', 'ms']);
    for (const { name } of kernels) expect(stdout).toMatch(new RegExp(`^${name} +\\d`, 'm'));
  });

  test('an epoch too short for --profile has none, and says so', async () => {
    const { code, stderr } = await textcam([
      'train',
      '--dataset',
      csv,
      ...small,
      '--profile',
      '--batch-size',
      '100',
      '--out',
      out,
    ]);
    expect([code, stderr]).toEqual([0, expect.stringMatching(/\nNo profile: [^\n]+\n$/)]);
    expect(await metrics()).not.toHaveProperty('profile');
  });

  test('elsewhere than on a terminal, progress is a line for each epoch, without colour', async () => {
    const { stderr } = await textcam(['train', '--dataset', csv, ...small, '--epochs', '2', '--out', out]);
    const [read, first, second, ...more] = stderr.trimEnd().split('\n');
    expect(read).toBe('Read 20 texts');
    expect(first).toMatch(
      /^Epoch 1\/2: \d\.\d s, train loss \d\.\d{4}, accuracy [01]\.\d{4} on train, [01]\.\d{4} on test$/,
    );
    expect(second).toMatch(/^Epoch 2\/2/);
    expect(more).toEqual([]);
  });

  test('--test names a file to test with; where one class alone occurs, there is no AUC', async () => {
    const only = await writeFiles(folder, { 'test.csv': 'text,label\nA lovely film.,positive\nFine.,positive\n' });
    await textcam(['train', '--dataset', csv, '--test', only['test.csv'], ...small, '--out', out]);
    const { auc, confusion } = (await metrics()).test;
    expect(auc).toBeNull();
    expect(confusion[0]).toEqual([0, 0]);
    expect(confusion[1][0] + confusion[1][1]).toBe(2);
  });

  test('--limit takes so many texts from each part, as many of each label', async () => {
    const { stderr } = await textcam(['train', '--dataset', csv, ...small, '--limit', '2', '--out', out]);
    expect(stderr).toContain('Read 4 texts');
    expect((await metrics()).test.confusion.map(([a, b]: number[]) => a + b)).toEqual([1, 1]);
  });

  test('reads JSON lines with columns of other names, and more than two labels', async () => {
    const rows = ['good', 'bad', 'odd'].flatMap((label) =>
      Array.from({ length: 5 }, (_, n) => JSON.stringify({ review: `So ${label} ${n}`, stars: label })),
    );
    const files = await writeFiles(folder, { 'reviews.jsonl': rows.join('\n') });
    const columns = ['--text-column', 'review', '--label-column', 'stars'];
    await textcam(['train', '--dataset', files['reviews.jsonl'], ...columns, ...small, '--out', out]);
    expect((await metrics()).test.confusion.map((row: number[]) => row.length)).toEqual([3, 3, 3]);
  });

  test('word vectors bring their own dimensions', async () => {
    const files = await writeFiles(folder, { 'words.vec': 'lovely 1 2 3\ndreadful -1 -2 -3\nunseen 0 0 0\n' });
    const settings = ['--epochs', '1', '--device', 'cpu', '--vectors', files['words.vec']];
    const { stderr } = await textcam(['train', '--dataset', csv, ...settings, '--out', out]);
    expect(stderr).toContain('Vectors of 3 dimensions for 2 of ');
    expect((await metrics()).dimensions).toBe(3);
  });
});
