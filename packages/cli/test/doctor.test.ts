import { beforeEach, describe, expect, test, vi } from 'vitest';
import { devices } from '../../tensor/test/devices.js';
import { textcam } from './textcam.js';

// The checks themselves are the tensor package's own tests: here it is what is made of them.
const results = vi.hoisted(() => ({ failing: '', breaking: '' }));
vi.mock('@textcam/tensor/conformance', () => ({
  async *selfCheck({ name, description }: { name: 'cpu' | 'webgpu'; description: string }) {
    for (const op of ['add', 'exp']) {
      for (const direction of ['forward', 'backward'] as const) {
        const passed = `${name} ${op} ${direction}` !== results.failing;
        yield { device: name, op, direction, passed, worstError: passed ? 1e-7 : 0.25 };
      }
    }
    if (name === results.breaking) throw Object.assign(new Error(`${description} broke`), { name: 'DeviceError' });
  },
}));
beforeEach(() => Object.assign(results, { failing: '', breaking: '' }));

const withGpu = devices.some(({ name }) => name === 'webgpu');

describe('textcam doctor', () => {
  test('prints the devices, the choice of auto and what passes', async () => {
    const { code, stdout, stderr } = await textcam(['doctor']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^cpu {5}CPU$/m);
    expect(stdout).toMatch(/^auto picks (cpu|webgpu): \S/m);
    expect(stdout).toContain('CPU: 2 of 2 ops pass');
    expect(stdout).not.toContain('\u001b[');
    expect((await textcam(['doctor'], { terminal: true })).stdout).toContain('\u001b[32m✓');
  });

  test('--json prints one object with devices, choice and every check', async () => {
    const { stdout } = await textcam(['doctor', '--json']);
    const report = JSON.parse(stdout);
    expect(stdout.trimEnd()).not.toContain('\n');
    expect(Object.keys(report)).toEqual(['devices', 'chosen', 'selfCheck']);
    expect(report.devices[0]).toEqual({
      name: 'cpu',
      adapter: expect.any(String),
      features: expect.any(Array),
      limits: expect.any(Object),
    });
    expect(report.devices.map(({ name }: { name: string }) => name)).toContain(report.chosen);
    expect(report.selfCheck).toHaveLength(4 * report.devices.length);
    expect(report.selfCheck[1]).toEqual({
      device: 'cpu',
      op: 'add',
      direction: 'backward',
      passed: true,
      worstError: 1e-7,
    });
  });

  test('a check that fails is told apart, in one line at the end, and by exit code 1', async () => {
    results.failing = 'cpu exp backward';
    const { code, stdout, stderr } = await textcam(['doctor']);
    expect(code).toBe(1);
    expect(stdout).toContain('CPU: 1 of 2 ops pass');
    expect(stdout).toContain('✗ exp, backward: worst error 0.250 ULP');
    expect(stderr).toMatch(/^textcam: doctor: CPU: 1 of 4 checks failed; all must pass; [^\n]+\n$/);
    const asJson = await textcam(['doctor', '--json']);
    expect(asJson.code).toBe(1);
    expect(JSON.parse(asJson.stdout).selfCheck[3]).toMatchObject({ op: 'exp', passed: false, worstError: 0.25 });
  });

  test('a device that breaks down keeps no other from being checked', async () => {
    results.breaking = 'cpu';
    const { code, stdout, stderr } = await textcam(['doctor']);
    expect(code).toBe(1);
    expect(stdout).toContain('✗ broke off: CPU broke');
    expect(stdout.match(/2 of 2 ops pass/g)).toHaveLength(withGpu ? 2 : 1);
    expect(stderr).toMatch(/^textcam: doctor: CPU: CPU broke; /);
  });

  test('when stopped, says so', async () => {
    const { code, stderr } = await textcam(['doctor'], { signal: AbortSignal.abort() });
    expect([code, stderr]).toEqual([1, 'textcam: stopped; nothing was written\n']);
  });

  test.runIf(withGpu)('lists WebGPU with features and limits', async () => {
    const { devices: found } = JSON.parse((await textcam(['doctor', '--json'])).stdout);
    const gpu = found.find(({ name }: { name: string }) => name === 'webgpu');
    expect(gpu.limits.maxBufferSize).toBeGreaterThanOrEqual(2 ** 28);
  });
});
