import { tmpdir } from 'node:os';
import { describe, expect, test } from 'vitest';
import { devices } from '../../test/devices.js';
import { runAlone } from '../../test/runAlone.js';
import { relu, Tensor } from '../index.js';
import { findDevices, openDevice } from './index.js';

describe('findDevices', () => {
  test('finds the CPU first, and chooses what auto opens', async () => {
    const { devices: found, chosen } = await findDevices();
    expect(found[0].name).toBe('cpu');
    expect(found.filter(({ name }) => name === 'cpu')).toHaveLength(1);
    expect(chosen.description).toBe((await openDevice('auto')).description);
    expect(found).toContain(chosen);
    for (const device of found) device.close();
  });

  test.runIf(devices.some(({ name }) => name === 'webgpu'))('finds each adapter once, ready to run', async () => {
    const { devices: found } = await findDevices();
    const adapters = found.map(({ details }) => JSON.stringify(details));
    expect(found.length).toBeGreaterThan(1);
    expect(new Set(adapters).size).toBe(adapters.length);
    for (const device of found) {
      expect([...(await relu(Tensor.from(device, [1, -2, 3])).read())]).toEqual([1, 0, 3]);
      device.close();
    }
  });
});

const report = `
  import { findDevices } from './index.ts';
  const { devices, chosen, why } = await findDevices();
  console.log(JSON.stringify([devices.map(({ name }) => name), chosen.name, why]));
`;

describe('where WebGPU does not work, the CPU is found alone and the reason is told', () => {
  test.runIf(process.platform === 'linux')('no driver', async () => {
    const ran = await runAlone(report, {
      env: { VK_DRIVER_FILES: '/none/icd.json', VK_ICD_FILENAMES: '/none/icd.json' },
    });
    expect({ ...ran, stdout: '' }).toEqual({ status: 0, signal: null, stdout: '', stderr: '' });
    expect(JSON.parse(ran.stdout)).toEqual([['cpu'], 'cpu', expect.stringMatching(/^webgpu: no driver answers; /)]);
  });

  test('no npm package', async () => {
    const { status, stdout, stderr } = await runAlone(report, { cwd: tmpdir() });
    expect([status, stderr]).toEqual([0, '']);
    const why = expect.stringMatching(/^webgpu: the npm package webgpu did not load .*npm install webgpu/);
    expect(JSON.parse(stdout)).toEqual([['cpu'], 'cpu', why]);
  });
});
