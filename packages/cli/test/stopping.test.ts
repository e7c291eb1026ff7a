import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { reviewsCsv, small, smallModel, temporaryFolder, textcam, writeFiles } from './textcam.js';

test('a training that is stopped says in one line how to go on, exits with 1 and writes a checkpoint alone', async () => {
  const folder = await temporaryFolder();
  const files = await writeFiles(folder, { 'reviews.csv': reviewsCsv(), 'model.safetensors': 'whole' });
  const stopping = new AbortController();
  const onStderr = (text: string) => text.startsWith('Epoch 2/') && stopping.abort();
  const argv = ['train', '--dataset', files['reviews.csv'], ...small, '--epochs', '100000', '--out', folder];
  const { code, stdout, stderr } = await textcam(argv, { signal: stopping.signal, onStderr });
  expect(code).toBe(1);
  expect(stdout).toBe('');
  const lines = stderr.trimEnd().split('\n');
  expect(lines.at(-1)).toBe(`textcam: stopped; to go on: textcam train --resume ${folder}`);
  expect(lines).toHaveLength(4);
  expect((await readdir(folder)).sort()).toEqual(['checkpoint.safetensors', 'model.safetensors', 'reviews.csv']);
  expect(await readFile(files['model.safetensors'], 'utf8')).toBe('whole');
});

test('a training that is stopped while it looks through its data writes nothing', async () => {
  const folder = await temporaryFolder();
  const files = await writeFiles(folder, { 'reviews.csv': reviewsCsv() });
  const argv = ['train', '--dataset', files['reviews.csv'], ...small, '--out', join(folder, 'out')];
  const ran = await textcam(argv, { signal: AbortSignal.abort() });
  expect(ran).toEqual({ code: 1, stdout: '', stderr: 'textcam: stopped; nothing was written\n' });
  expect(await readdir(folder)).toEqual(['reviews.csv']);
});

test('a training that is stopped before its epochs, in the one for its temperature, writes nothing', async () => {
  const folder = await temporaryFolder();
  const rows = Array.from({ length: 200 }, (_, n) => `film ${n} was ${n % 2 ? 'lovely' : 'dreadful'},${n % 2}`);
  const settings = { padding: 'masked', validation: 0.4, refit: 'whole', epochs: 100_000 };
  const files = await writeFiles(folder, {
    'reviews.csv': `text,label\n${rows.join('\n')}\n`,
    'settings.json': JSON.stringify(settings),
  });
  const argv = ['train', '--dataset', files['reviews.csv'], '--settings', files['settings.json'], '--dimensions', '8'];
  const stopping = new AbortController();
  // What is drawn for a terminal says what is being done.
  const onStderr = (text: string) => text.includes('Learning to fit the temperature') && stopping.abort();
  const world = { signal: stopping.signal, onStderr, terminal: true };
  const { code, stdout, stderr } = await textcam([...argv, '--device', 'cpu', '--out', join(folder, 'out')], world);
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toContain(' stopped; nothing was written');
  expect(await readdir(folder)).toEqual(['reviews.csv', 'settings.json']);
});

test('predictions that are stopped tell how many there are', async () => {
  const folder = await temporaryFolder();
  const model = await smallModel(folder);
  const files = await writeFiles(folder, { 'many.csv': `text\n${'lovely\n'.repeat(1000)}` });
  const ran = await textcam(['predict', model, files['many.csv']], { signal: AbortSignal.abort() });
  expect(ran).toEqual({ code: 1, stdout: '', stderr: 'textcam: stopped after 0 texts\n' });
});
