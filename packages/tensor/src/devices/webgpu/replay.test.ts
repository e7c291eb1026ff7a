import { afterAll, describe, expect, test } from 'vitest';
import { countingGpu } from '../../../test/countingGpu.js';
import { devices } from '../../../test/devices.js';
import { runAlone } from '../../../test/runAlone.js';
import {
  add,
  capture,
  type Device,
  defineKernel,
  exp,
  matmul,
  multiply,
  openDevice,
  run,
  sum,
  Tensor,
} from '../../index.js';
import { findGpu } from '../../node/driver.js';

const some = devices.some(({ name }) => name === 'webgpu');
const { gpu, counts } = countingGpu(some ? await findGpu() : Object.create(null));
const nothing = Object.fromEntries(Object.keys(counts).map((name) => [name, 0]));
const opened: Device[] = [];

async function open(): Promise<Device> {
  const device = await openDevice('webgpu', { gpu });
  opened.push(device);
  return device;
}

afterAll(() => {
  for (const device of opened) device.close();
});

/** What each count grew by while `work` ran. */
async function growth(of: object, work: () => unknown): Promise<Record<string, number>> {
  const before = { ...of } as Record<string, number>;
  await work();
  const grown = Object.entries(of).map(([name, count]) => [name, count - before[name]]);
  return Object.fromEntries(grown);
}

describe.runIf(some)('a replay, counted on the GPU itself', () => {
  test('is its dispatches and one submission, and makes, compiles and maps nothing', async () => {
    const device = await open();
    const x = Tensor.from(device, [1, 2, 3, 4], [2, 2]);
    const step = capture(device, () => sum(add(exp(matmul(x, x)), multiply(x, 2))));
    step.replay();
    await step.result.read();

    const first = await growth(counts, () => step.replay());
    expect(first).toEqual({ ...nothing, dispatches: first.dispatches, submissions: 1, passes: 1 });
    expect(first.dispatches).toBeGreaterThanOrEqual(5);
    const kernels = await step.profile();
    expect(first.dispatches).toBe(kernels.reduce((calls, kernel) => calls + kernel.calls, 0));
    step.dispose();
  });

  test('and all else that a device does is what its counters say', async () => {
    const before = { ...counts };
    const device = await open();
    const x = Tensor.from(device, [1, 2]);
    const step = capture(device, () => add(multiply(x, x), 1));
    for (let n = 0; n < 3; n++) step.replay();
    await Promise.all([step.result.read(), x.read(), exp(x).read()]);
    await step.profile();
    const { dispatches, submissions, buffersCreated, bindGroupsCreated, maps } = counts;
    const all: Record<string, number> = { dispatches, submissions, buffersCreated, bindGroupsCreated, maps };
    for (const name of Object.keys(all)) all[name] -= before[name as keyof typeof before];
    expect(device.counters).toEqual(all);
    // Four times three kernels, the profile being a replay too, and exp.
    expect(device.counters).toMatchObject({ dispatches: 13, maps: 4 });
  });

  test('is no more when its kernels had bodies to choose from, once they are measured', async () => {
    const device = await open();
    const double = { workgroupSize: [1, 1], groups: () => 1, wgsl: 'out[0] = x[0] * 2.0;' } as const;
    const kernel = defineKernel({
      name: 'double',
      inputs: ['x'],
      params: {},
      cpu() {},
      wgsl: 'out[i] = x[i] * 2.0;',
      tuned: [
        { ...double, name: 'one' },
        { ...double, name: 'other' },
      ],
    });
    const x = Tensor.from(device, [3]);
    const step = capture(device, () => run(kernel, { x: run(kernel, { x }, [1], {}) }, [1], {}));
    step.replay();
    const steady = await growth(counts, () => step.replay());
    expect(steady).toEqual({ ...nothing, dispatches: 2, submissions: 1, passes: 1 });
    expect([...(await step.result.read())]).toEqual([12]);
  });

  test('comes after what was queued before it, in submissions of their own', async () => {
    const device = await open();
    const x = Tensor.from(device, [1]);
    const step = capture(device, () => multiply(x, 10));
    const y = add(x, 1);
    expect(await growth(counts, () => step.replay())).toMatchObject({ submissions: 2 });
    expect([...(await y.read()), ...(await step.result.read())]).toEqual([2, 10]);
  });
});

// In a process of its own: the test runner's memory comes and goes.
const thousands = `
  import { add, capture, multiply, openDevice, Tensor } from '../index.ts';
  import { countingGpu } from '../../test/countingGpu.ts';
  import { findGpu } from './driver.ts';
  const { gpu, counts } = countingGpu(await findGpu());
  const device = await openDevice('webgpu', { gpu });
  const x = Tensor.from(device, [1, 2, 3]);
  const step = capture(device, () => add(multiply(x, 2), 1));
  const [buffers, heap] = [[], []];
  for (let round = 0; round < 4; round++) {
    for (let n = 0; n < 1000; n++) {
      x.write([n, n + 1, n + 2]);
      step.replay();
      if (n % 100 === 99) await step.result.read();
    }
    // Finished commands are let go one by one, as the event loop turns: on a busy machine that takes a while.
    await new Promise((resolve) => setTimeout(resolve, 250));
    gc();
    heap.push(process.memoryUsage().heapUsed);
    buffers.push([counts.buffersAlive, device.memory.buffers]);
  }
  console.log(JSON.stringify({ buffers, heap }));
  device.close();
`;

describe.runIf(some)('in the long run', () => {
  test('a thousand replays leave the memory of device and host flat', async () => {
    const { stderr, stdout } = await runAlone(thousands);
    expect(stderr).toBe('');
    const { buffers, heap }: { buffers: number[][]; heap: number[] } = JSON.parse(stdout);
    for (const round of buffers) expect(round).toEqual(buffers[0]);
    const grown = heap.slice(1).map((used, n) => used - heap[n]);
    // The median: compiling takes memory once, and gives some back. A leak of 50 bytes a replay would show in every round.
    expect(grown.sort((a, b) => a - b)[1]).toBeLessThan(2 ** 15);
  });

  test('a burst of reads leaves no more than a few buffers behind', async () => {
    const device = await open();
    const x = Tensor.from(device, [1, 2]);
    await x.read();
    const grown = await growth(counts, () => Promise.all(Array.from({ length: 50 }, () => x.read())));
    expect(grown.maps).toBe(50);
    expect(grown.buffersAlive).toBeLessThanOrEqual(8);
    // One after the other, they share one.
    const inTurn = await growth(counts, async () => {
      for (let n = 0; n < 50; n++) await x.read();
    });
    expect(inTurn.buffersCreated).toBe(0);
  });
});
