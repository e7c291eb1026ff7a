import { describe, expect, test } from 'vitest';
import { devices } from '../test/devices.js';
import { multiply } from './ops/multiply.js';
import { scope } from './scope.js';
import { Tensor } from './tensor.js';
import { together } from './together.js';

describe.each(devices)('together on $name', (device) => {
  test('tensors keep their values and shapes, and lie side by side with zeros between', async () => {
    const [a, b] = [Tensor.from(device, [1, 2, 3, 4], [2, 2]), Tensor.from(device, [5])];
    const { all } = together([a, b]);
    expect([...(await a.read()), ...(await b.read())]).toEqual([1, 2, 3, 4, 5]);
    expect(a.shape).toEqual([2, 2]);
    const values = await all.read();
    // Each starts at a multiple of 64.
    expect(values.length).toBe(128);
    expect([...values.subarray(0, 6), ...values.subarray(64, 66)]).toEqual([1, 2, 3, 4, 0, 0, 5, 0]);
  });

  test('writing to one shows in all of them, and the other way round', async () => {
    const a = Tensor.from(device, [1]);
    const { all } = together([a]);
    a.write([7]);
    expect((await all.read())[0]).toBe(7);
    all.write(new Float32Array(64).fill(9));
    expect([...(await a.read())]).toEqual([9]);
  });

  test('they are still what ops take', async () => {
    const [a, b] = [Tensor.from(device, [2]), Tensor.from(device, [3])];
    together([a, b]);
    expect([...(await multiply(a, b).read())]).toEqual([6]);
  });

  test('a twin has the same layout, zeros in it, and memory of its own', async () => {
    const [a, b] = [Tensor.from(device, [1, 2]), Tensor.from(device, [3], [1, 1])];
    const { all, parts } = together([a, b]).twin();
    expect(parts.map(({ shape }) => shape)).toEqual([[2], [1, 1]]);
    expect([...(await all.read())]).toEqual(new Array(128).fill(0));
    parts[1].write([4]);
    expect((await all.read())[64]).toBe(4);
    expect([...(await b.read())]).toEqual([3]);
  });

  test('the memory is freed with the last of them', () => {
    const before = device.memory.buffers;
    const tensors = [Tensor.from(device, [1]), Tensor.from(device, [2])];
    const { all } = together(tensors);
    expect(device.memory.buffers).toBe(before + 1);
    for (const tensor of [...tensors, all]) tensor.dispose();
    expect(device.memory.buffers).toBe(before);
  });

  test('a tensor moved inside a scope is not freed with it', async () => {
    const a = Tensor.from(device, [1]);
    scope(() => {
      together([a]);
    });
    expect([...(await a.read())]).toEqual([1]);
  });

  test('tensors without elements find a place too', async () => {
    const [none, one] = [Tensor.from(device, [], [0, 3]), Tensor.from(device, [1])];
    together([none, one]);
    expect([...(await none.read()), ...(await one.read())]).toEqual([1]);
  });
});
