import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { devices } from '../../test/devices.js';

const folder = fileURLToPath(new URL('.', import.meta.url));
const start = `
  import { relu, Tensor } from '../index.ts';
  import { openDevice } from './index.ts';
  const device = await openDevice('webgpu');
  const x = Tensor.from(device, [1, -2, 3]);
`;

/** Runs the script on WebGPU in a process of its own. */
async function runAlone(script: string) {
  const { outputFiles } = await build({
    stdin: { contents: start + script, resolveDir: folder },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    packages: 'external',
  });
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, ['--expose-gc', '--input-type=module', '-'], {
    cwd: folder,
    input: outputFiles[0].text,
    encoding: 'utf8',
    timeout: 20_000,
  });
  return { status, signal, stdout, stderr };
}

describe.runIf(devices.some(({ name }) => name === 'webgpu'))('a script that computes on WebGPU', () => {
  const compute = 'console.log([...(await relu(x).read())].join());';
  const clean = { status: 0, signal: null, stderr: '' };

  test('ends by itself, closed or not', async () => {
    expect(await runAlone(compute)).toEqual({ ...clean, stdout: '1,0,3\n' });
    expect(await runAlone(`${compute} device.close();`)).toEqual({ ...clean, stdout: '1,0,3\n' });
  });

  test('gets the reads that are under way at its end, even when memory is collected in between', async () => {
    const late = 'relu(x).read().then((y) => console.log(y.join())); gc(); setImmediate(gc);';
    expect(await runAlone(late)).toEqual({ ...clean, stdout: '1,0,3\n' });
  });

  test('may leave through process.exit with a read under way', async () => {
    expect(await runAlone('relu(x).read(); process.exit(3);')).toEqual({ ...clean, status: 3, stdout: '' });
  });
});
