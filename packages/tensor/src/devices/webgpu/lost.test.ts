import { describe, expect, test } from 'vitest';
import { devices } from '../../../test/devices.js';
import { add, DeviceError, fill, Tensor } from '../../index.js';
import { findGpu } from '../../node/driver.js';
import { WebGpuDevice } from './device.js';

async function openBoth(): Promise<{ inner: GPUDevice; device: WebGpuDevice }> {
  const adapter = await (await findGpu()).requestAdapter();
  if (!adapter) throw new Error('no adapter');
  const inner = await adapter.requestDevice();
  return { inner, device: new WebGpuDevice(inner, 'test') };
}

describe.runIf(devices.some(({ name }) => name === 'webgpu'))('what WebGPU reports late', () => {
  test('a lost GPU rejects the reads under way and every later use', async () => {
    const { inner, device } = await openBoth();
    const x = fill(device, 1, [1_000_000]);
    const read = add(x, x).read();
    inner.destroy();
    await expect(read).rejects.toThrow(DeviceError);
    await inner.lost;
    await expect(x.read()).rejects.toThrow(/webgpu: the GPU was lost \(destroyed.*open another device/);
    expect(() => add(x, x)).toThrow(/the GPU was lost/);
  });

  test('a validation error that no scope caught fails the next read', async () => {
    const { inner, device } = await openBoth();
    const x = Tensor.from(device, [1]);
    inner.createBuffer({ size: 4, usage: 0 });
    await expect(x.read()).rejects.toThrow(/^webgpu: .*usage/is);
    device.close();
  });

  test('memory that runs out fails the next read, and says how much was asked for', async () => {
    const { inner, device } = await openBoth();
    // No software adapter runs out of it within its own limits, so the GPU is made to say that it did.
    const { popErrorScope } = inner;
    inner.popErrorScope = async () => {
      await popErrorScope.call(inner);
      return { message: 'out of memory' };
    };
    const x = Tensor.allocate(device, [2 ** 20]);
    inner.popErrorScope = popErrorScope;
    await expect(x.read()).rejects.toThrow('webgpu: no memory for 4 MiB; use smaller batches or fewer dimensions');
    device.close();
  });
});
