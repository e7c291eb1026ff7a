import { describe, expect, test } from 'vitest';
import { devices } from '../../../test/devices.js';
import { add, DeviceError, defineKernel, fill, run, Tensor } from '../../index.js';
import { findGpu } from '../../node/driver.js';
import { openDevice } from '../../node/index.js';
import { WebGpuDevice } from './device.js';

const broken = defineKernel({
  name: 'broken',
  inputs: ['x'],
  params: { size: 'int' },
  cpu() {},
  wgsl: /* wgsl */ `out[i] = missing(x[i]);`,
});

async function openBoth(): Promise<{ inner: GPUDevice; device: WebGpuDevice }> {
  const adapter = await (await findGpu()).requestAdapter();
  if (!adapter) throw new Error('no adapter');
  const inner = await adapter.requestDevice();
  return { inner, device: new WebGpuDevice(inner, 'test') };
}

const some = devices.some(({ name }) => name === 'webgpu');

describe.runIf(some)('what WebGPU reports late', () => {
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

describe.runIf(some)('a failed WebGPU device', () => {
  test('names the kernel that does not compile, with the line, in the next read and in every later use', async () => {
    const device = await openDevice('webgpu');
    const x = fill(device, 1, [4]);
    const y = run(broken, { x }, [4], { size: 4 });
    await expect(y.read()).rejects.toThrow(
      /^broken: its WGSL body does not compile: .*missing.* in ".*missing\(x\[i\]\)/,
    );
    await expect(x.read()).rejects.toThrow(DeviceError);
    expect(() => add(x, x)).toThrow(/^broken: /);
    device.close();
  });

  test('rejects every read that was under way when it is closed, and every use after', async () => {
    const device = await openDevice('webgpu');
    const x = fill(device, 1, [100_000]);
    const reads = [x.read(), add(x, x).read()];
    device.close();
    for (const read of reads) await expect(read).rejects.toThrow('webgpu: the device is closed; open another one');
    await expect(x.read()).rejects.toThrow(/closed/);
    expect(() => x.write(new Float32Array(100_000))).toThrow(/closed/);
    expect(() => Tensor.allocate(device, [1])).toThrow(/closed/);
    x.dispose();
    device.close();
  });
});
