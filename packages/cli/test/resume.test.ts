import { mkdirSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { devices } from '../../tensor/test/devices.js';
import { reviewsCsv, small, temporaryFolder, textcam, type World, writeFiles } from './textcam.js';

let folder: string;
let csv: string;
let out: string;
const here = process.cwd();
beforeEach(async () => {
  folder = await temporaryFolder();
  csv = (await writeFiles(folder, { 'reviews.csv': reviewsCsv() }))['reviews.csv'];
  out = join(folder, 'out');
});
afterEach(() => process.chdir(here));

const withGpu = devices.some(({ name }) => name === 'webgpu');
const epochs = 60;
const training = (...more: string[]) => ['train', '--dataset', csv, ...small, '--epochs', `${epochs}`, ...more];
const resumed = (...more: string[]) => textcam(['train', '--resume', out, ...more]);
const model = (place = out) => readFile(join(place, 'model.safetensors'));
const checkpoint = () => join(out, 'checkpoint.safetensors');

/** Trains until so many milliseconds after an epoch was told, and then stops. */
async function stopped(argv: readonly string[], epoch = 1, milliseconds = 0): Promise<string> {
  const stopping = new AbortController();
  const onStderr = (text: string) => {
    if (!text.startsWith(`Epoch ${epoch}/`)) return;
    if (milliseconds === 0) stopping.abort();
    else setTimeout(() => stopping.abort(), milliseconds);
  };
  const { code, stderr } = await textcam(argv, { signal: stopping.signal, onStderr });
  expect(code).toBe(1);
  return stderr;
}

/** Runs the command and expects one line. */
async function failing(code: 1 | 2, argv: readonly string[], world?: World): Promise<string> {
  const ran = await textcam(argv, world);
  expect(ran.stderr).toMatch(/^(Going on [^\n]+\n)?textcam: [^\n]+\n$/);
  expect(ran.stderr).not.toContain('unexpected error');
  expect([ran.code, ran.stdout]).toEqual([code, '']);
  return ran.stderr;
}

describe('train --resume', () => {
  test('goes on, from wherever it was stopped, to the very bytes of an uninterrupted run', async () => {
    await textcam(training('--out', join(folder, 'whole')));
    await stopped(training('--out', out), 3, 7);
    for (const [epoch, milliseconds] of [
      [6, 1],
      [20, 17],
      [40, 4],
    ])
      await stopped(['train', '--resume', out], epoch, milliseconds);
    const { code, stderr } = await resumed();
    expect(code).toBe(0);
    expect(stderr).toMatch(/^Going on \D+(\d+ of )?epoch \d+\/60\nRead 20 texts\nEpoch \d+\/60: /);
    expect(await model()).toEqual(await model(join(folder, 'whole')));
    const figures = async (place: string) => JSON.parse(await readFile(join(place, 'metrics.json'), 'utf8'));
    const [gone, whole] = [await figures(out), await figures(join(folder, 'whole'))];
    const untimed = ({ epochs }: { epochs: object[] }) => epochs.map((epoch) => ({ ...epoch, seconds: 0 }));
    expect(untimed(gone)).toEqual(untimed(whole));
    expect(gone.test).toEqual(whole.test);
  });

  test('of a training with a refit takes the temperature from the checkpoint', async () => {
    const rows = Array.from(
      { length: 200 },
      (_, n) => `film ${n} was ${n % 2 ? 'lovely' : 'dreadful'},${(n % 9 > 0 ? n : n + 1) % 2}`,
    );
    const settings = { padding: 'masked', validation: 0.4, refit: 'whole', epochs: 20 };
    const files = await writeFiles(folder, {
      'many.csv': `text,label\n${rows.join('\n')}\n`,
      'settings.json': JSON.stringify(settings),
    });
    const argv = ['train', '--dataset', files['many.csv'], '--settings', files['settings.json'], '--dimensions', '8'];
    await textcam([...argv, '--device', 'cpu', '--out', join(folder, 'whole')]);
    await stopped([...argv, '--device', 'cpu', '--out', out], 5, 1);
    expect((await resumed()).code).toBe(0);
    expect(await model()).toEqual(await model(join(folder, 'whole')));
    const figures = async (place: string) => JSON.parse(await readFile(join(place, 'metrics.json'), 'utf8'));
    const [gone, whole] = [await figures(out), await figures(join(folder, 'whole'))];
    expect(gone.temperature).toBe(whole.temperature);
    expect(gone).not.toHaveProperty('calibrationSeconds');
    expect(whole.calibrationSeconds).toBeGreaterThan(0);
  });

  test('goes on from Ctrl-C before the first epoch is done, too', async () => {
    const argv = training('--epochs', '3');
    await textcam([...argv, '--out', join(folder, 'whole')]);
    const stopping = new AbortController();
    const onStderr = (text: string) => text.startsWith('Read ') && stopping.abort();
    const { code, stderr } = await textcam([...argv, '--out', out], { signal: stopping.signal, onStderr });
    expect([code, stderr]).toEqual([1, `Read 20 texts\ntextcam: stopped; to go on: textcam train --resume ${out}\n`]);
    expect((await resumed()).stderr).toMatch(/^Going on [^\n]*epoch 1\/3\n/);
    expect(await model()).toEqual(await model(join(folder, 'whole')));
  });

  test('a training that is complete leaves no checkpoint, nor what a killed one left beside it', async () => {
    await stopped(training('--out', out));
    expect(await readdir(out)).toEqual(['checkpoint.safetensors']);
    await writeFile(`${checkpoint()}.0000.tmp`, 'half');
    await resumed();
    expect((await readdir(out)).sort()).toEqual(['metrics.json', 'model.safetensors', 'report.html']);
  });

  test('needs neither the folder it was called in, nor the word vectors it began with', async () => {
    const files = await writeFiles(folder, { 'words.vec': 'lovely 1 2 3\ndreadful -1 -2 -3\n' });
    const argv = ['train', '--dataset', basename(csv), '--vectors', 'words.vec', '--epochs', '30', '--device', 'cpu'];
    process.chdir(folder);
    await textcam([...argv, '--out', 'whole']);
    await stopped([...argv, '--out', 'out'], 2);
    process.chdir(here);
    await rm(files['words.vec']);
    const { code, stderr } = await resumed();
    expect([code, stderr]).toEqual([0, expect.not.stringContaining('Vectors of')]);
    expect(await model()).toEqual(await model(join(folder, 'whole')));
  });

  test('computes where the checkpoint did', async () => {
    await stopped(training('--out', out));
    expect(await stopped(['train', '--resume', out], 5)).not.toContain('the last bits may differ');
    expect((await resumed()).code).toBe(0);
    expect(JSON.parse(await readFile(join(out, 'metrics.json'), 'utf8')).device).toBe('cpu');
  });

  test.runIf(withGpu)('computes elsewhere with --device, and says what that means', async () => {
    await stopped(training('--out', out, '--epochs', '4'));
    const { code, stderr } = await resumed('--device', 'webgpu');
    expect(code).toBe(0);
    expect(stderr).toMatch(/\nOn [^\n]+, where the checkpoint came from CPU: the last bits may differ\n/);
    expect(JSON.parse(await readFile(join(out, 'metrics.json'), 'utf8')).device).toBe('webgpu');
  });

  test.runIf(withGpu)('goes on to the very bytes on WebGPU, too', async () => {
    const onGpu = training('--epochs', '4', '--device', 'webgpu');
    await textcam([...onGpu, '--out', join(folder, 'whole')]);
    await stopped([...onGpu, '--out', out], 2);
    const { code, stderr } = await resumed();
    expect([code, stderr]).toEqual([0, expect.not.stringContaining('may differ')]);
    expect(await model()).toEqual(await model(join(folder, 'whole')));
  });

  test('where the model could not be written, writes it without learning anything again', async () => {
    const argv = training('--epochs', '4');
    await textcam([...argv, '--out', join(folder, 'whole')]);
    const inTheWay = join(out, 'model.safetensors');
    const onStderr = (text: string) => text.startsWith('Epoch 4/') && mkdirSync(inTheWay, { recursive: true });
    const { code, stderr } = await textcam([...argv, '--out', out], { onStderr });
    expect(code).toBe(1);
    expect(stderr.split('\n').slice(-3)).toEqual([
      `What was learned is kept; to write it again: textcam train --resume ${out}`,
      `textcam: ${inTheWay}: cannot be written: it is a folder; name a file`,
      '',
    ]);
    await rmdir(inTheWay);
    expect((await resumed()).stderr).toBe('Going on after the last epoch\nRead 20 texts\n');
    expect(await model()).toEqual(await model(join(folder, 'whole')));
  });

  test('stopped before it has begun, it says again how to go on', async () => {
    await stopped(training('--out', out));
    const line = await failing(1, ['train', '--resume', out], { signal: AbortSignal.abort() });
    expect(line).toContain(`textcam: stopped; to go on: textcam train --resume ${out}\n`);
  });

  test('a folder with a blank in its name is quoted in the way on', async () => {
    const place = join(folder, 'my model');
    expect(await stopped(training('--out', place))).toContain(`--resume "${place}"\n`);
  });
});

describe('what --resume refuses, in one line', () => {
  beforeEach(() => stopped(training('--out', out, '--seed', '7')));

  test.each([
    [['--epochs', '5'], '--epochs 5: the checkpoint has 60; must agree with --resume; leave it out, or train anew'],
    [['--seed', '1'], '--seed 1: the checkpoint has 7'],
    [['--dataset', 'starter'], '--dataset starter: the checkpoint has '],
    [['--limit', '10'], '--limit 10: the checkpoint has no --limit'],
    [['--dimensions', '9'], '--dimensions 9: the checkpoint has 8'],
    [['--lr', '0.5'], '--lr 0.5: the checkpoint has 0.001'],
    [['--vectors', 'wink'], '--vectors wink: the checkpoint has none'],
    [['--out', 'elsewhere'], '--out elsewhere: the checkpoint has '],
  ])('%j, which contradicts the checkpoint, is wrong use', async (more, words) => {
    expect(await failing(2, ['train', '--resume', out, ...more])).toContain(words);
  });

  test('options that agree with the checkpoint are fine', async () => {
    const again = ['--dataset', csv, '--epochs', '60', '--seed', '7', '--dimensions', '8', '--out', out];
    expect((await resumed(...again, '--preset', 'article', '--vectors', 'none')).code).toBe(0);
  });

  test('data that has changed', async () => {
    await writeFile(csv, reviewsCsv().replace('Frankly', 'Honestly'));
    const { code, stderr } = await resumed();
    expect(code).toBe(1);
    expect(stderr.split('\n').at(-2)).toMatch(
      /^textcam: reviews\.csv: has changed since the checkpoint was made; .*; put/,
    );
    expect(await readdir(out)).toEqual(['checkpoint.safetensors']);
  });

  test('data that is gone', async () => {
    await rm(csv);
    expect(await failing(1, ['train', '--resume', out])).toContain('reviews.csv: cannot be read: no such file');
  });

  test('no such folder, or a file', async () => {
    expect(await failing(1, ['train', '--resume', join(folder, 'none')])).toContain('no such folder; must be one that');
    expect(await failing(1, ['train', '--resume', checkpoint()])).toContain('is no folder; must be one that');
  });

  test('a folder without a checkpoint, saying what is there', async () => {
    const empty = join(folder, 'empty');
    await mkdir(empty);
    expect(await failing(1, ['train', '--resume', empty])).toContain(
      'has no checkpoint.safetensors, but nothing; must',
    );
    await writeFiles(empty, { 'notes.txt': '' });
    expect(await failing(1, ['train', '--resume', empty])).toContain('but notes.txt; must');
  });

  test('a folder whose model is complete', async () => {
    await resumed();
    const line = await failing(1, ['train', '--resume', out]);
    expect(line).toContain(
      'but metrics.json, model.safetensors, report.html; only a training that was stopped has one',
    );
  });

  test('a checkpoint that is cut short, or none at all', async () => {
    const bytes = await readFile(checkpoint());
    await writeFile(checkpoint(), bytes.subarray(0, bytes.length - 10));
    expect(await failing(1, ['train', '--resume', out])).toContain(`textcam: ${checkpoint()}: `);
    await writeFile(checkpoint(), 'words');
    expect(await failing(1, ['train', '--resume', out])).toContain(`textcam: ${checkpoint()}: `);
  });

  test('a model in the place of a checkpoint', async () => {
    await resumed();
    await rename(join(out, 'model.safetensors'), checkpoint());
    expect(await failing(1, ['train', '--resume', out])).toContain(
      `textcam: ${checkpoint()}: format textcam-classifier`,
    );
  });

  test.each(['"fingerprint"', '"settings"', '"seed"', '"preset"'])(
    'a checkpoint whose record lacks %s',
    async (name) => {
      // Of the same length, so that the header stays as long as it says. Within it, quotes are escaped.
      const escaped = name.replaceAll('"', '\\"');
      const text = (await readFile(checkpoint(), 'latin1')).replace(escaped, escaped.replace(/\w/, 'X'));
      await writeFile(checkpoint(), text, 'latin1');
      expect(await failing(1, ['train', '--resume', out])).toContain('does not say how it was trained');
    },
  );
});
