import { expect, test } from 'vitest';
import { DeviceError, openDevice } from '../../index.js';
import type { Gpu } from './open.js';

// What WebGPU promises at least, outside compatibility mode.
const promised = {
  maxBufferSize: 268_435_456,
  maxStorageBufferBindingSize: 134_217_728,
  maxStorageBuffersPerShaderStage: 8,
  maxComputeWorkgroupStorageSize: 16_384,
  maxComputeInvocationsPerWorkgroup: 256,
  maxComputeWorkgroupSizeX: 256,
  maxComputeWorkgroupSizeY: 256,
  maxComputeWorkgroupsPerDimension: 65_535,
};

/** A GPU whose adapter grants these limits, and passes what it is asked for to `requestDevice`. */
function gpuWith(limits: Partial<typeof promised>, requestDevice: (descriptor: unknown) => never = never): Gpu {
  const info = { vendor: 'test', architecture: '', device: '', description: 'small GPU', isFallbackAdapter: false };
  const adapter = { info, features: new Set(), limits: { ...promised, ...limits }, requestDevice };
  return Object.assign(Object.create(null), { requestAdapter: async () => adapter });
}

function never(): never {
  throw new Error('no device was to be asked for');
}

test.each(Object.keys(promised) as (keyof typeof promised)[])(
  'an adapter with too small a %s is refused',
  async (name) => {
    const gpu = gpuWith({ [name]: promised[name] - 1 });
    await expect(openDevice('webgpu', { gpu })).rejects.toThrow(DeviceError);
    await expect(openDevice('webgpu', { gpu })).rejects.toThrow(
      `webgpu: ${name} of the adapter small GPU is ${promised[name] - 1}; must be at least ${promised[name]}; `,
    );
  },
);

test('auto takes the CPU instead', async () => {
  const gpu = gpuWith({ maxStorageBuffersPerShaderStage: 4 });
  expect((await openDevice('auto', { gpu })).name).toBe('cpu');
});

test('a device is asked for with all that the adapter grants', async () => {
  const large = { maxBufferSize: 2 ** 34, maxComputeInvocationsPerWorkgroup: 1024 };
  let asked: unknown;
  const gpu = gpuWith(large, (descriptor) => {
    asked = descriptor;
    throw new Error('seen');
  });
  await expect(openDevice('webgpu', { gpu })).rejects.toThrow('seen');
  expect(asked).toEqual({ requiredLimits: { ...promised, ...large }, requiredFeatures: [] });
});
