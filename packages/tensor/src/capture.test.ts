import { describe, expect, test } from 'vitest';
import { devices } from '../test/devices.js';
import { capture } from './capture.js';
import { DeviceError, type RecordingMemory } from './device.js';
import { add } from './ops/add.js';
import { copy } from './ops/copy.js';
import { exp } from './ops/exp.js';
import { multiply } from './ops/multiply.js';
import { sum } from './ops/sum.js';
import { scope } from './scope.js';
import { Tensor } from './tensor.js';

describe.each(devices)('capture on $name', (device) => {
  test('runs nothing until it is replayed, then what the inputs hold now', async () => {
    const x = Tensor.from(device, [1, 2]);
    const before = device.counters.dispatches;
    const step = capture(device, () => add(multiply(x, x), 1));
    expect(device.counters.dispatches).toBe(before);
    step.replay();
    expect([...(await step.result.read())]).toEqual([2, 5]);
    x.write([3, 4]);
    step.replay();
    expect([...(await step.result.read())]).toEqual([10, 17]);
    step.dispose();
  });

  test('gives the bits that the same work gives without it', async () => {
    const x = Tensor.from(device, [0.1, -0.7, 3.3]);
    const work = () => multiply(exp(x), add(x, 0.3));
    const step = capture(device, work);
    step.replay();
    expect(await step.result.read()).toEqual(await work().read());
    step.dispose();
  });

  test('a replay makes nothing and reads nothing', async () => {
    const x = Tensor.from(device, [1]);
    const step = capture(device, () => add(multiply(x, x), x));
    // On a GPU, what was queued before the replay is a submission of its own.
    await x.read();
    const before = { ...device.counters };
    step.replay();
    const after = { ...device.counters };
    expect(after.dispatches - before.dispatches).toBe(2);
    expect(after.submissions - before.submissions).toBe(device.name === 'cpu' ? 0 : 1);
    expect({ ...after, dispatches: 0, submissions: 0 }).toEqual({ ...before, dispatches: 0, submissions: 0 });
    step.dispose();
  });

  test('its memory is nobody else’s between replays', async () => {
    const x = Tensor.from(device, [5]);
    const step = capture(device, () => add(multiply(x, 2), 1));
    const others = Array.from({ length: 20 }, (_, n) => Tensor.from(device, [n]));
    step.replay();
    const values = await Promise.all(others.map((other) => other.read()));
    expect(values.map(([value]) => value)).toEqual([...others.keys()]);
    for (const other of others) other.dispose();
    step.dispose();
  });

  test('memory freed inside is used again inside, and all is freed in the end', () => {
    const x = Tensor.from(device, [1]);
    const before = device.memory.buffers;
    const step = capture(device, () => {
      let y = x;
      for (let n = 0; n < 50; n++) {
        const next = scope(() => multiply(add(y, 1), 2));
        if (y !== x) y.dispose();
        y = next;
      }
      return y;
    });
    // A hundred results and as many constants, never more than a few at a time.
    expect(device.memory.buffers - before).toBeLessThanOrEqual(6);
    step.dispose();
    step.dispose();
    expect(device.memory.buffers).toBe(before);
  });

  test('its result may be freed first, and its memory goes on serving replays until the end', async () => {
    const x = Tensor.from(device, [3]);
    const kept = Tensor.from(device, [0]);
    const before = device.memory.buffers;
    const step = capture(device, () => {
      const y = multiply(x, x);
      copy(y, kept);
      return y;
    });
    step.result.dispose();
    const other = Tensor.from(device, [77]);
    step.replay();
    expect([...(await kept.read()), ...(await other.read())]).toEqual([9, 77]);
    other.dispose();
    step.dispose();
    expect(device.memory.buffers).toBe(before);
  });

  test('chains of many replays build on each other', async () => {
    const total = Tensor.from(device, [0]);
    const one = Tensor.from(device, [1]);
    const step = capture(device, () => copy(add(total, one), total));
    for (let n = 0; n < 100; n++) step.replay();
    expect([...(await total.read())]).toEqual([100]);
    step.dispose();
  });

  test('a profile is a replay that says what each kernel took', async () => {
    const x = Tensor.from(device, [2]);
    const step = capture(device, () => multiply(multiply(x, x), add(x, x)));
    const times = await step.profile();
    expect(times.map(({ name, calls }) => `${name} ${calls}`).sort()).toEqual(['add 1', 'multiply 2']);
    expect([...(await step.result.read())]).toEqual([16]);
    step.dispose();
  });

  test('a write inside is refused, and leaves nothing behind', () => {
    const before = device.memory.buffers;
    expect(() => capture(device, () => Tensor.from(device, [1]))).toThrow(DeviceError);
    expect(() => capture(device, () => Tensor.from(device, [1]))).toThrow('capture: a write inside');
    expect(device.memory.buffers).toBe(before);
  });

  test('an error inside passes through, and the device works on', async () => {
    const x = Tensor.from(device, [1]);
    const before = device.memory.buffers;
    const failing = () =>
      capture(device, () => {
        add(x, 1);
        throw new Error('inside');
      });
    expect(failing).toThrow('inside');
    expect(device.memory.buffers).toBe(before);
    expect([...(await add(x, 1).read())]).toEqual([2]);
  });

  test('one inside another is refused', () => {
    const inner = () => capture(device, () => undefined);
    expect(() => capture(device, inner)).toThrow('capture: inside another one');
  });

  test('recordings of many sizes in one memory take that of the largest, and it goes back with the last of them', async () => {
    const inputs = [4000, 3000, 2100].map((size) => Tensor.from(device, new Float32Array(size).fill(1)));
    const totals = inputs.map(() => Tensor.from(device, [0], []));
    const before = device.memory.elements;
    const record = (n: number, memory?: RecordingMemory) =>
      capture(device, () => copy(sum(multiply(inputs[n], 2)), totals[n]), memory);
    const first = record(0);
    const most = device.memory.elements;
    const steps = [first, record(1, first.memory), record(2, first.memory)];
    for (const step of steps) step.replay();
    expect(await Promise.all(totals.map(async (total) => [...(await total.read())]))).toEqual([[8000], [6000], [4200]]);
    // What other tests forgot may be collected meanwhile: less is no leak.
    for (const step of steps) {
      expect(device.memory.elements).toBeLessThanOrEqual(most);
      step.dispose();
    }
    expect(device.memory.elements).toBeLessThanOrEqual(before);
  });

  test('a replay after dispose is refused', () => {
    const x = Tensor.from(device, [1]);
    const step = capture(device, () => add(x, 1));
    step.dispose();
    expect(() => step.replay()).toThrow('replay: the recording was disposed of');
  });
});
