import { describe, expect, test } from 'vitest';
import { devices } from '../../../test/devices.js';
import { add, capture, DeviceError, DeviceLostError, defineKernel, fill, run, Tensor } from '../../index.js';
import { findGpu } from '../../node/driver.js';
import { openDevice } from '../../node/index.js';
import { WebGpuDevice } from './device.js';
import { Failure } from './failure.js';

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
  const requiredFeatures: GPUFeatureName[] = adapter.features.has('timestamp-query') ? ['timestamp-query'] : [];
  const inner = await adapter.requestDevice({ requiredFeatures });
  return { inner, device: new WebGpuDevice(inner, 'test') };
}

describe('work that is cut short', () => {
  const cutShort = async () => {
    throw new Error('aborted');
  };

  test('is told the reason, if one comes soon after', async () => {
    const failure = new Failure();
    const work = failure.guard(cutShort);
    setTimeout(() => failure.lose('the GPU was lost'), 10);
    await expect(work).rejects.toThrow(new DeviceLostError('the GPU was lost'));
  });

  test('ends without one, too', async () => {
    await expect(new Failure().guard(cutShort)).rejects.toThrow('webgpu: a read was cut short (aborted); open another');
  });
});

const some = devices.some(({ name }) => name === 'webgpu');

describe.runIf(some)('what WebGPU reports late', () => {
  test('a lost GPU rejects the reads under way and every later use', async () => {
    const { inner, device } = await openBoth();
    const x = fill(device, 1, [1_000_000]);
    const read = add(x, x).read();
    inner.destroy();
    await expect(read).rejects.toThrow(DeviceLostError);
    await expect(x.read()).rejects.toThrow(/webgpu: the GPU was lost \(destroyed.*open another device/);
    expect(() => add(x, x)).toThrow(DeviceLostError);
    expect(() => x.write(new Float32Array(1_000_000))).toThrow(DeviceLostError);
    expect(() => Tensor.allocate(device, [1])).toThrow(DeviceLostError);
    expect(() => capture(device, () => add(x, x))).toThrow(DeviceLostError);
    // Letting go is no use: it must never throw.
    x.dispose();
    device.close();
    expect(() => Tensor.allocate(device, [1])).toThrow(DeviceLostError);
  });

  test('a lost GPU ends its recordings: profiles under way, and every replay', async () => {
    const { inner, device } = await openBoth();
    const x = fill(device, 1, [100_000]);
    const step = capture(device, () => add(x, x));
    // Without a clock, a profile would have nothing to wait for.
    const pending = inner.features.has('timestamp-query') ? step.profile() : step.result.read();
    inner.destroy();
    await expect(pending).rejects.toThrow(DeviceLostError);
    expect(() => step.replay()).toThrow(DeviceLostError);
    await expect(step.profile()).rejects.toThrow(DeviceLostError);
    step.dispose();
    expect(() => step.replay()).toThrow(DeviceLostError);
  });

  test('a GPU lost before its device was made is found out', async () => {
    const adapter = await (await findGpu()).requestAdapter();
    const inner = await adapter?.requestDevice();
    if (!inner) throw new Error('no adapter');
    inner.destroy();
    const device = new WebGpuDevice(inner, 'test');
    await expect(Tensor.from(device, [1]).read()).rejects.toThrow(DeviceLostError);
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

  test('names the kernel that does not compile when it is only recorded, too', async () => {
    const device = await openDevice('webgpu');
    const x = fill(device, 1, [4]);
    const step = capture(device, () => run(broken, { x }, [4], { size: 4 }));
    step.replay();
    await expect(step.result.read()).rejects.toThrow(/^broken: its WGSL body does not compile: /);
    expect(() => step.replay()).toThrow(/^broken: /);
    device.close();
  });

  test('that was closed ends its recordings; it is closed, not lost', async () => {
    const device = await openDevice('webgpu');
    const x = fill(device, 1, [4]);
    const step = capture(device, () => add(x, x));
    const profile = step.profile();
    device.close();
    await profile.then(
      () => expect(device.details.features).not.toContain('timestamp-query'),
      (error) => expect(error).not.toBeInstanceOf(DeviceLostError),
    );
    expect(() => step.replay()).toThrow('webgpu: the device is closed; open another one');
    expect(() => step.replay()).not.toThrow(DeviceLostError);
    step.dispose();
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
