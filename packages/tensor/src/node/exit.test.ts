import { describe, expect, test } from 'vitest';
import { devices } from '../../test/devices.js';
import { runAlone } from '../../test/runAlone.js';

const start = `
  import { relu, Tensor } from '../index.ts';
  import { openDevice } from './index.ts';
  const device = await openDevice('webgpu');
  const x = Tensor.from(device, [1, -2, 3]);
`;

describe.runIf(devices.some(({ name }) => name === 'webgpu'))('a script that computes on WebGPU', () => {
  const compute = 'console.log([...(await relu(x).read())].join());';
  const clean = { status: 0, signal: null, stderr: '' };

  test('ends by itself, closed or not', async () => {
    expect(await runAlone(start + compute)).toEqual({ ...clean, stdout: '1,0,3\n' });
    expect(await runAlone(`${start} ${compute} device.close();`)).toEqual({ ...clean, stdout: '1,0,3\n' });
  });

  test('gets the reads that are under way at its end, even when memory is collected in between', async () => {
    const late = 'relu(x).read().then((y) => console.log(y.join())); gc(); setImmediate(gc);';
    expect(await runAlone(start + late)).toEqual({ ...clean, stdout: '1,0,3\n' });
  });

  test('may leave through process.exit with a read under way', async () => {
    expect(await runAlone(`${start} relu(x).read(); process.exit(3);`)).toEqual({ ...clean, status: 3, stdout: '' });
  });
});
