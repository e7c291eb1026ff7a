import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, realpath, rm, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { devices } from '../../tensor/test/devices.js';
import { withoutNotices } from '../../tensor/test/withoutNotices.js';
import { newFolder, reviewsCsv, small, smallModel, writeFiles } from './textcam.js';

const root = join(import.meta.dirname, '../../..');

let folder: string;
let main: string;
let csv: string;
let model: string;

// The program as a process, bundled from its sources, so that no build has to be fresh.
beforeAll(async () => {
  folder = await newFolder();
  main = join(folder, 'dist/main.js');
  await build({
    entryPoints: {
      main: join(import.meta.dirname, '../src/main.ts'),
      tokenWorker: join(root, 'packages/text/src/node/tokenWorker.ts'),
    },
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
  // Where the program looks for them: WebGPU, and the driver that the tests bring.
  for (const name of ['webgpu', '@sparticuz/chromium']) {
    const place = join(root, 'node_modules', name);
    if (!existsSync(place)) continue;
    await mkdir(join(folder, 'node_modules', dirname(name)), { recursive: true });
    await symlink(await realpath(place), join(folder, 'node_modules', name), 'dir');
  }
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
    child.on('close', (code, signal) => resolve({ stderr: withoutNotices(stderr), end: code ?? signal }));
  });
}

describe.skipIf(process.platform === 'win32')('the program', () => {
  test('Ctrl-C in the middle of an epoch ends it with 1 and one line, and leaves a checkpoint and the old model', async () => {
    const out = await oldModel('stopped');
    const child = spawn(process.execPath, training(out), { stdio: ['ignore', 'ignore', 'pipe'] });
    let stopped = false;
    const { stderr, end } = await ended(child, (text) => {
      if (text.includes('Epoch 2/') && !stopped) stopped = child.kill('SIGINT');
    });
    expect(end).toBe(1);
    expect(stderr.split('\n').at(-2)).toBe(`textcam: stopped; to go on: textcam train --resume ${out}`);
    expect(stderr.match(/textcam:/g)).toHaveLength(1);
    expect(await readdir(out)).toEqual(['checkpoint.safetensors', 'model.safetensors']);
    expect(await readFile(join(out, 'model.safetensors'), 'utf8')).toBe('whole');
  });

  test('a second Ctrl-C ends it at once, and the checkpoint can still be gone on from', async () => {
    const out = await oldModel('killed');
    const child = spawn(process.execPath, training(out), { stdio: ['ignore', 'ignore', 'pipe'] });
    const { end } = await ended(child, (text) => {
      if (text.includes('Epoch 5/')) child.kill('SIGINT');
    });
    expect([1, 'SIGINT']).toContain(end);
    const again = spawn(process.execPath, [main, 'train', '--resume', out], { stdio: ['ignore', 'ignore', 'pipe'] });
    const { stderr } = await ended(again, (text) => {
      if (/Epoch \d+\/100000: /.test(text)) again.kill('SIGKILL');
    });
    expect(stderr).toMatch(/^Going on \D+(\d+ of )?epoch \d+\/100000\n/);
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
    expect(withoutNotices(stderr)).toBe('');
  });

  test('exits with the code of the command', () => {
    const codeOf = (...argv: string[]) => spawnSync(process.execPath, [main, ...argv]).status;
    expect(codeOf('predict', model, 'lovely')).toBe(0);
    expect(codeOf('predict', 'none', 'lovely')).toBe(1);
    expect(codeOf('predict', model)).toBe(2);
  });
});

/** Runs the program to its end. */
function run(argv: readonly string[], env: Record<string, string> = {}) {
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, [main, ...argv], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
    timeout: 30_000,
  });
  return { status, signal, stdout, stderr: withoutNotices(stderr) };
}

const clean = { status: 0, signal: null };

describe.runIf(devices.some(({ name }) => name === 'webgpu'))('the program on WebGPU', () => {
  test('doctor lists and checks every device, and ends clean', () => {
    const { stdout, ...end } = run(['doctor', '--json']);
    expect(end).toEqual({ ...clean, stderr: '' });
    const { devices: found, selfCheck } = JSON.parse(stdout);
    expect(found.map(({ name }: { name: string }) => name)).toEqual(expect.arrayContaining(['cpu', 'webgpu']));
    expect(selfCheck.filter(({ passed }: { passed: boolean }) => !passed)).toEqual([]);
    for (const direction of ['forward', 'backward']) {
      expect(selfCheck).toContainEqual(expect.objectContaining({ device: 'webgpu', op: 'matmul', direction }));
    }
  });

  test('train ends clean, with nothing on standard error but its progress', () => {
    const settings = ['--dimensions', '8', '--epochs', '1', '--device', 'webgpu', '--out', join(folder, 'on-webgpu')];
    const { stdout, stderr, ...end } = run(['train', '--dataset', csv, ...settings]);
    expect(end).toEqual(clean);
    expect(stderr).toMatch(/^Read 20 texts\nEpoch 1\/1: [^\n]+\n$/);
    expect(stdout).toContain('Wrote ');
  });
});

// Whoever names a driver means it, so none is looked for elsewhere.
describe.runIf(process.platform === 'linux')('the program where no driver answers', () => {
  const none = { VK_DRIVER_FILES: '/none/icd.json', VK_ICD_FILENAMES: '/none/icd.json' };

  test('doctor lists the CPU alone and says in one line why', () => {
    const { stdout, ...end } = run(['doctor'], none);
    expect(end).toEqual({ ...clean, stderr: '' });
    expect(stdout).not.toMatch(/^webgpu/m);
    expect(stdout).toMatch(/^auto picks cpu: \S[^\n]+$/m);
  });

  test('auto computes on the CPU without a word, and webgpu is refused in one line', () => {
    expect(run(['predict', model, 'lovely'], none)).toMatchObject({ ...clean, stderr: '' });
    const refused = run(['predict', model, 'lovely', '--device', 'webgpu'], none);
    expect(refused).toMatchObject({ status: 1, signal: null, stdout: '' });
    expect(refused.stderr).toMatch(
      /^textcam: --device webgpu: no driver answers; [^\n]+; or leave it to --device auto\n$/,
    );
  });
});
