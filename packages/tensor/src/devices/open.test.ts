import { describe, expect, test } from 'vitest';
import { devices } from '../../test/devices.js';
import { DeviceError, fill } from '../index.js';
import { findGpu } from '../node/driver.js';
import { openDevice as openInNode } from '../node/index.js';
import { openDevice } from './open.js';
import type { Gpu } from './webgpu/open.js';

/** A GPU that answers with what is wanted of it: only adapters are asked for before a choice is made. */
function gpuWith(requestAdapter: Gpu['requestAdapter']): Gpu {
  return Object.assign(Object.create(null), { requestAdapter });
}

const without = gpuWith(async () => null);
const failing = gpuWith(async () => {
  throw new Error('driver crashed');
});

describe('auto', () => {
  test('is the default, and the CPU where there is no WebGPU', async () => {
    expect((await openDevice()).name).toBe('cpu');
  });

  test('is the CPU where no adapter answers, or asking for one fails', async () => {
    expect((await openDevice('auto', { gpu: without })).name).toBe('cpu');
    expect((await openDevice('auto', { gpu: failing })).name).toBe('cpu');
  });
});

describe('webgpu', () => {
  test('says what is missing and what to do', async () => {
    await expect(openDevice('webgpu')).rejects.toThrow(DeviceError);
    await expect(openDevice('webgpu')).rejects.toThrow(/there is no WebGPU here; .*@textcam\/tensor\/node/);
    await expect(openDevice('webgpu', { gpu: without })).rejects.toThrow(/there is no adapter; a GPU/);
  });

  test('turns a failing driver into a DeviceError', async () => {
    await expect(openDevice('webgpu', { gpu: failing })).rejects.toThrow(/webgpu: .*driver crashed/);
    await expect(openDevice('webgpu', { gpu: failing })).rejects.toThrow(DeviceError);
  });
});

describe('cpu', () => {
  test('never asks for an adapter', async () => {
    expect((await openDevice('cpu', { gpu: failing })).name).toBe('cpu');
    expect((await openInNode('cpu')).description).toBe('CPU');
  });
});

const software = devices.find(({ description }) => /swiftshader|llvmpipe/i.test(description));

describe.runIf(software)('with a driver in software', () => {
  test('webgpu takes it, and auto does not', async () => {
    const gpu = await findGpu();
    const device = await openDevice('webgpu', { gpu });
    expect([...(await fill(device, 2, [3]).read())]).toEqual([2, 2, 2]);
    expect((await openDevice('auto', { gpu })).name).toBe('cpu');
    expect((await openInNode('auto')).name).toBe('cpu');
    device.close();
  });
});
