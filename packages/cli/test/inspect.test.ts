import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newFolder, smallModel, textcam, writeFiles } from './textcam.js';

let folder: string;
let model: string;
let two: string;
beforeAll(async () => {
  folder = await newFolder();
  model = await smallModel(folder);
  const rows = 'A lovely film,positive\nA dreadful film,negative\nA lovely film,negative\n';
  two = (await writeFiles(folder, { 'two.csv': `text,label\n${rows}` }))['two.csv'];
});
afterAll(() => rm(folder, { recursive: true }));

const inspect = (...argv: string[]) => textcam(['inspect', model, ...argv]);
const json = async (...argv: string[]) => JSON.parse((await inspect(...argv, '--format', 'json')).stdout);

describe('textcam inspect', () => {
  test('of a file, inspects all rows; JSON holds the whole inspection', async () => {
    const { words, errors, coverage, ...rest } = await json('--dataset', two);
    expect(rest).toMatchObject({
      version: 1,
      ...{ dataset: 'two.csv', split: 'all', limit: null, seed: null },
      classes: ['negative', 'positive'],
      ...{ examples: 3, perClass: [2, 1], accuracy: 2 / 3, auc: 0.75, minimumCount: 1 },
    });
    expect(words[1].byMean[0]).toMatchObject({ word: 'lovely', count: 2 });
    expect(errors).toMatchObject([{ name: 'row 0000003', label: 'negative', explanation: { text: 'A lovely film' } }]);
    expect(coverage.parts.map(({ part }: { part: string }) => part)).toEqual([
      ...['known', 'unknown', 'stop word', 'clipped', 'markup'],
    ]);
  });

  test('shows it on a terminal, without colour elsewhere', async () => {
    const { code, stdout, stderr } = await inspect('--dataset', two);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('two.csv, all: 3 texts');
    expect(stdout).toContain('row 0000003: negative, taken for positive');
    expect(stdout).not.toContain('\u001b[');
    const coloured = await textcam(['inspect', model, '--dataset', two], { terminal: true });
    expect(coloured.stdout).toContain('\u001b[');
  });

  test('--format html and --out write a page, and say so on standard error', async () => {
    const out = join(folder, 'new/inspection.html');
    const { code, stdout, stderr } = await inspect('--dataset', two, '--format', 'html', '--out', out);
    expect([code, stdout, stderr]).toEqual([0, '', `Wrote ${out}\n`]);
    expect(await readFile(out, 'utf8')).toMatch(/^<!doctype html>\n/);
  });

  test('--split and --limit choose as training did, and the seed is told', async () => {
    const learned = `${folder}/learned.csv`;
    const part = (...argv: string[]) => json('--dataset', learned, ...argv);
    expect(await part('--split', 'test')).toMatchObject({ split: 'test', examples: 4, seed: expect.any(Number) });
    expect(await part('--limit', '6')).toMatchObject({ split: 'all', limit: 6, perClass: [3, 3] });
    expect(await part('--min-count', '7')).toMatchObject({ minimumCount: 7 });
  });

  test('a label that the model does not know is named, before a text is read', async () => {
    const files = await writeFiles(folder, { 'odd.csv': 'text,label\nlovely,superb\n' });
    const { code, stderr } = await inspect('--dataset', files['odd.csv']);
    expect(code).toBe(1);
    expect(stderr).toContain('row 0000001: label "superb"; the model knows "negative", "positive"');
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  test('wrong usage is one line and exit code 2', async () => {
    for (const argv of [
      [],
      ['--dataset', 'nowhere'],
      ['--dataset', two, '--limit', '0'],
      ['--dataset', two, '--format', 'pdf'],
    ]) {
      const { code, stderr } = await inspect(...argv);
      expect(code).toBe(2);
      expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    }
  });

  test('a stop ends it with one line', async () => {
    const stopping = new AbortController();
    stopping.abort(new Error('stop'));
    const { code, stdout, stderr } = await textcam(['inspect', model, '--dataset', two], { signal: stopping.signal });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toBe('textcam: stopped; nothing was written\n');
  });
});
