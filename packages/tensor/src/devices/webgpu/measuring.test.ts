import { afterEach, describe, expect, test, vi } from 'vitest';
import { devices } from '../../../test/devices.js';
import { capture, type Device, DeviceError, defineUpdate, Tensor, type TunedBody, update } from '../../index.js';
import { findGpu } from '../../node/driver.js';
import { openDevice } from '../../node/index.js';
import { WebGpuDevice } from './device.js';
import { isSoftware } from './software.js';
import { Timestamps } from './timestamps.js';

/** One of several bodies that do the same. How long each takes, the tests say. */
const body = (name: string): TunedBody<{ amount: 'int' }> => ({
  name,
  workgroupSize: [1, 1],
  groups: () => 1,
  wgsl: /* wgsl */ `value[0] += f32(amount);`,
});

/** From now on the GPU's clock finds that the bodies of a kernel take this long: a shared machine's own is not to be relied on. */
function clockFinds(...msOfBodies: number[]): void {
  const { read } = Timestamps.prototype;
  vi.spyOn(Timestamps.prototype, 'read').mockImplementation(async function (this: Timestamps, failure) {
    const passes = await read.call(this, failure);
    return passes.map((_, n) => msOfBodies[Math.floor((n * msOfBodies.length) / passes.length)]);
  });
}

/** Adds to a number in place. A fresh kernel each time, for which nothing has been measured yet. */
const addTo = (...tuned: TunedBody<{ amount: 'int' }>[]) =>
  defineUpdate({
    name: 'addTo',
    inputs: [],
    outputs: ['value'],
    params: { amount: 'int' },
    cpu() {},
    wgsl: 'value[i] += f32(amount);',
    tuned,
  });

/** The body that adds to the value, as a profile names it. */
async function bodyOf(kernel: ReturnType<typeof addTo>, value: Tensor): Promise<string> {
  const step = capture(value.device, () => update(kernel, {}, { value }, { amount: 1 }));
  const [{ name }] = await step.profile();
  step.dispose();
  return name;
}

// Measuring is over when it is: on a busy machine, that takes a while.
const patience = { timeout: 20_000 };

const gpus = devices.filter((device) => device.name === 'webgpu');
const withClock = gpus.some(({ details }) => details.features.includes('timestamp-query'));

describe.runIf(withClock)('of several bodies, with a clock', () => {
  const opened: Device[] = [];
  const open = async () => {
    const device = await openDevice('webgpu');
    opened.push(device);
    return device;
  };
  afterEach(() => {
    vi.restoreAllMocks();
    for (const device of opened.splice(0)) device.close();
  });

  test('the fastest is found at first use, and no number changes by it', async () => {
    clockFinds(3, 2, 5);
    const device = await open();
    const kernel = addTo(body('slow'), body('fast'), body('slower'));
    const value = Tensor.from(device, [0]);
    for (let n = 0; n < 3; n++) update(kernel, {}, { value }, { amount: 1 });
    expect([...(await value.read())]).toEqual([3]);
    await vi.waitFor(async () => expect(await bodyOf(kernel, value)).toBe('addTo/fast'), patience);
  });

  test('a recording measures in its first replay, then runs the fastest with the bind groups it has', async () => {
    clockFinds(3, 2);
    const device = await open();
    const kernel = addTo(body('slow'), body('fast'));
    const value = Tensor.from(device, [0]);
    const step = capture(device, () => update(kernel, {}, { value }, { amount: 1 }));
    expect(device.counters.dispatches).toBe(0);
    step.replay();
    expect([...(await value.read())]).toEqual([1]);
    await vi.waitFor(async () => expect((await step.profile())[0].name).toBe('addTo/fast'), patience);
    const before = { ...device.counters };
    step.replay();
    expect(device.counters).toEqual({
      ...before,
      dispatches: before.dispatches + 1,
      submissions: before.submissions + 1,
    });
    step.dispose();
  });

  test('a second device on the adapter knows, and measures nothing', async () => {
    clockFinds(3, 2);
    const kernel = addTo(body('slow'), body('fast'));
    const first = await open();
    const a = Tensor.from(first, [0]);
    update(kernel, {}, { value: a }, { amount: 1 });
    await vi.waitFor(async () => expect(await bodyOf(kernel, a)).toBe('addTo/fast'), patience);
    const second = await open();
    const b = Tensor.from(second, [0]);
    update(kernel, {}, { value: b }, { amount: 1 });
    await b.read();
    expect(second.counters).toMatchObject({ dispatches: 1, maps: 1 });
  });

  test('sizes of another class are measured for themselves', async () => {
    const device = await open();
    const kernel = addTo(body('one'), body('other'));
    const value = Tensor.from(device, [0]);
    const dispatches = (amount: number) => {
      const before = device.counters.dispatches;
      update(kernel, {}, { value }, { amount });
      return device.counters.dispatches - before;
    };
    expect(dispatches(4)).toBeGreaterThan(1);
    expect(dispatches(7)).toBe(1);
    expect(dispatches(8)).toBeGreaterThan(1);
    await value.read();
  });

  test('a device closed while it measures leaves it to the next', async () => {
    const device = await openDevice('webgpu');
    const kernel = addTo(body('slow'), body('fast'));
    update(kernel, {}, { value: Tensor.from(device, [0]) }, { amount: 1 });
    device.close();
    await new Promise((resolve) => setTimeout(resolve));
    const next = await open();
    const value = Tensor.from(next, [0]);
    update(kernel, {}, { value }, { amount: 1 });
    expect([...(await value.read())]).toEqual([1]);
    expect(next.counters.dispatches).toBeGreaterThan(1);
  });
});

describe.runIf(gpus.length > 0)('without a clock', () => {
  async function openWithout(): Promise<{ device: WebGpuDevice; software: boolean }> {
    const adapter = await (await findGpu()).requestAdapter();
    if (!adapter) throw new DeviceError('no adapter');
    const software = isSoftware(adapter.info);
    return { device: new WebGpuDevice(await adapter.requestDevice(), 'without a clock'), software };
  }

  test('the first body that fits runs, on drivers in software the last, and a profile gives no times', async () => {
    const { device, software } = await openWithout();
    const value = Tensor.from(device, [0]);
    const kernel = addTo({ ...body('first'), fits: () => false }, body('second'), body('third'));
    const step = capture(device, () => update(kernel, {}, { value }, { amount: 1 }));
    step.replay();
    const name = software ? 'addTo/third' : 'addTo/second';
    expect(await step.profile()).toEqual([{ name, calls: 1, ms: Number.NaN }]);
    expect([...(await value.read())]).toEqual([2]);
    expect(device.counters.dispatches).toBe(2);
    device.close();
  });
});
