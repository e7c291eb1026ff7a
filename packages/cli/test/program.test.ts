import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { copyFile, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newFolder, reviewsCsv, small, smallModel, writeFiles } from './textcam.js';

let folder: string;
let main: string;
let csv: string;
let model: string;

// The program as a process, bundled from its sources, so that no build has to be fresh.
beforeAll(async () => {
  folder = await newFolder();
  main = join(folder, 'dist/main.js');
  await build({
    entryPoints: [join(import.meta.dirname, '../src/main.ts')],
    outdir: join(folder, 'dist'),
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    conditions: ['textcam-source'],
    external: ['webgpu'],
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
    },
  });
  await copyFile(join(import.meta.dirname, '../package.json'), join(folder, 'package.json'));
  csv = (await writeFiles(folder, { 'reviews.csv': reviewsCsv() }))['reviews.csv'];
  await mkdir(join(folder, 'trained'));
  model = await smallModel(join(folder, 'trained'));
});
afterAll(() => rm(folder, { recursive: true }));

const training = (out: string) => [main, 'train', '--dataset', csv, ...small, '--epochs', '100000', '--out', out];

async function oldModel(name: string): Promise<string> {
  const out = join(folder, name);
  await mkdir(out);
  await writeFiles(out, { 'model.safetensors': 'whole' });
  return out;
}

/** Resolves with all that the program wrote to standard error and how it ended; `onText` is called as it comes. */
function ended(child: ChildProcess, onText: (stderr: string) => void): Promise<{ stderr: string; end: unknown }> {
  let stderr = '';
  child.stderr?.on('data', (chunk) => {
    stderr += chunk;
    onText(stderr);
  });
  return new Promise((resolve) => {
    child.on('close', (code, signal) => resolve({ stderr, end: code ?? signal }));
  });
}

describe.skipIf(process.platform === 'win32')('the program', () => {
  test('Ctrl-C in the middle of an epoch ends it with 1 and one line, and leaves the old model whole', async () => {
    const out = await oldModel('stopped');
    const child = spawn(process.execPath, training(out), { stdio: ['ignore', 'ignore', 'pipe'] });
    let stopped = false;
    const { stderr, end } = await ended(child, (text) => {
      if (text.includes('Epoch 2/') && !stopped) stopped = child.kill('SIGINT');
    });
    expect(end).toBe(1);
    expect(stderr).toMatch(/\ntextcam: stopped; nothing was written\n$/);
    expect(stderr.match(/textcam:/g)).toHaveLength(1);
    expect(await readdir(out)).toEqual(['model.safetensors']);
    expect(await readFile(join(out, 'model.safetensors'), 'utf8')).toBe('whole');
  });

  test('Ctrl-C while it waits for standard input ends it, too', async () => {
    const child = spawn(process.execPath, [main, 'predict', model, '-'], { stdio: ['pipe', 'pipe', 'pipe'] });
    const closed = ended(child, () => {});
    // More than a pipe holds: it is taken once the program reads.
    child.stdin.write('x'.repeat(1_000_000), () => child.kill('SIGINT'));
    expect(await closed).toEqual({ stderr: 'textcam: stopped; nothing was written\n', end: 1 });
  });

  // A limit on the size of files cuts a write short exactly as a full disk does: some bytes are taken, then an error.
  test('a disk that is full is one line, and the old model stays whole', async () => {
    const out = await oldModel('full');
    const words = [process.execPath, ...training(out), '--epochs', '1'].map((word) => `'${word}'`).join(' ');
    const { status, stderr } = spawnSync('sh', ['-c', `ulimit -f 4; exec ${words}`], { encoding: 'utf8' });
    expect(status).toBe(1);
    expect(stderr).toMatch(/\ntextcam: \S+model\.safetensors: cannot be written: [^\n]+\n$/);
    expect(await readdir(out)).toEqual(['model.safetensors']);
    expect(await readFile(join(out, 'model.safetensors'), 'utf8')).toBe('whole');
  });

  test('ends quietly when the reader of its output has seen enough', async () => {
    const many = await writeFiles(folder, { 'many.csv': `text\n${'lovely film\n'.repeat(50_000)}` });
    const words = [process.execPath, main, 'predict', model, many['many.csv']].map((word) => `'${word}'`).join(' ');
    const { stdout, stderr } = spawnSync('sh', ['-c', `${words} | head -n 1`], { encoding: 'utf8' });
    expect(stdout).toMatch(/^positive .* lovely film\n$/);
    expect(stderr).toBe('');
  });

  test('exits with the code of the command', () => {
    const codeOf = (...argv: string[]) => spawnSync(process.execPath, [main, ...argv]).status;
    expect(codeOf('predict', model, 'lovely')).toBe(0);
    expect(codeOf('predict', 'none', 'lovely')).toBe(1);
    expect(codeOf('predict', model)).toBe(2);
  });
});
