import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CpuDevice } from '@textcam/tensor';
import { loadClassifier } from '@textcam/text';
import { beforeEach, describe, expect, test } from 'vitest';
import { reviewsCsv, small, temporaryFolder, textcam, writeFiles } from './textcam.js';

let folder: string;
let csv: string;
beforeEach(async () => {
  folder = await temporaryFolder();
  csv = (await writeFiles(folder, { 'reviews.csv': reviewsCsv() }))['reviews.csv'];
});

const trainWith = async (text: string, argv: readonly string[] = []) => {
  const path = (await writeFiles(folder, { 'settings.json': text }))['settings.json'];
  const out = join(folder, 'out');
  const ran = await textcam(['train', '--dataset', csv, '--settings', path, '--out', out, '--device', 'cpu', ...argv]);
  return { ...ran, path, out };
};

describe('--settings', () => {
  test('are in place of the preset’s, and an option is in place of them', async () => {
    const text = JSON.stringify({ dimensions: 6, epochs: 1, stopWords: 'kept', ngramLength: 2, ngramCount: 3 });
    const { code, out } = await trainWith(text, ['--dimensions', '5']);
    expect(code).toBe(0);
    const { preset, ngrams } = loadClassifier(await readFile(join(out, 'model.safetensors')), 'model', new CpuDevice());
    expect(preset).toMatchObject({ name: 'article', dimensions: 5, epochs: 1, stopWords: 'kept', ngramLength: 2 });
    expect(ngrams.size).toBe(3);
  });

  test.each([
    ['{"epoch": 3}', '"epoch" is no setting; must be one of'],
    ['{"epoch": 3}', 'did you mean "epochs"?'],
    ['{"name": "mine"}', '"name" is no setting'],
    ['{"epochs": 0}', 'epochs is 0; must be a whole number from 1 to 1000000; correct it'],
    ['{"ngramLength": 2}', 'ngramCount is 0 with an ngramLength of 2'],
    ['[1]', 'is no object; must be one of settings'],
    ['{epochs: 3}', 'is not JSON'],
  ])('%s is refused in one line', async (text, message) => {
    const { code, stderr, path } = await trainWith(text);
    expect(code).toBe(1);
    expect(stderr).toContain(`textcam: ${path}: `);
    expect(stderr).toContain(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  test('a file that is not there is refused in one line', async () => {
    const { code, stderr } = await textcam([
      'train',
      '--dataset',
      csv,
      ...small,
      '--settings',
      join(folder, 'none.json'),
    ]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^textcam: .*none\.json: .*\n$/);
  });
});
