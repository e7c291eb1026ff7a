import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { beforeAll, describe, expect, test } from 'vitest';
import { devices } from '../../test/devices.js';

const folder = fileURLToPath(new URL('.', import.meta.url));
let library: string;

beforeAll(async () => {
  const { outputFiles } = await build({
    stdin: { contents: `export * from '../index.ts'; export { openDevice } from './index.ts';`, resolveDir: folder },
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'tensor',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    define: { 'import.meta.url': JSON.stringify(import.meta.url) },
  });
  library = outputFiles[0].text;
});

/** Runs the script in a process of its own, on a device, with x = [1, -2, 3]. */
function runAlone(script: string) {
  const start = `const device = await tensor.openDevice('webgpu'); const x = tensor.Tensor.from(device, [1, -2, 3]);`;
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, ['--expose-gc', '--input-type=module', '-'], {
    cwd: folder,
    input: `${library}\n${start}\n${script}`,
    encoding: 'utf8',
    timeout: 20_000,
  });
  return { status, signal, stdout, stderr };
}

describe.runIf(devices.some(({ name }) => name === 'webgpu'))('a script that computes on WebGPU', () => {
  const compute = 'console.log([...(await tensor.relu(x).read())].join());';
  const clean = { status: 0, signal: null, stderr: '' };

  test('ends by itself, closed or not', () => {
    expect(runAlone(compute)).toEqual({ ...clean, stdout: '1,0,3\n' });
    expect(runAlone(`${compute} device.close();`)).toEqual({ ...clean, stdout: '1,0,3\n' });
  });

  test('gets the reads that are under way at its end, even when memory is collected in between', () => {
    const late = 'tensor.relu(x).read().then((y) => console.log(y.join())); gc(); setImmediate(gc);';
    expect(runAlone(late)).toEqual({ ...clean, stdout: '1,0,3\n' });
  });

  test('may leave through process.exit with a read under way', () => {
    expect(runAlone('tensor.relu(x).read(); process.exit(3);')).toEqual({ ...clean, status: 3, stdout: '' });
  });
});
