import { describe, expect, test } from 'vitest';
import { devices } from '../../../test/devices.js';
import { add, defineKernel, defineUpdate, fill, multiply, run, scope, Tensor, update } from '../../index.js';

const square = defineKernel({
  name: 'square',
  inputs: ['x'],
  params: {},
  cpu({ x }, out) {
    for (let i = 0; i < out.length; i++) out[i] = x[i] * x[i];
  },
  wgsl: /* wgsl */ `out[i] = x[i] * x[i];`,
});

// Where each element would land wrongly if an index were lost: out[i] is i itself.
const count = defineUpdate({
  name: 'count',
  inputs: [],
  outputs: ['out'],
  integers: ['out'],
  params: {},
  cpu(_, { out }) {
    for (let i = 0; i < out.length; i++) out[i] = i;
  },
  wgsl: /* wgsl */ `out[i] = i;`,
});

const gpus = devices.filter((device) => device.name === 'webgpu');

describe.each(gpus)('runs on $name', (device) => {
  test.each([1, 63, 64, 65, 1000])('%i elements, no more and no fewer', async (size) => {
    const buffer = Tensor.from(device, new Int32Array(1024).fill(-1), [1024], 'int32');
    update(count, {}, { out: buffer.view([size]) }, {});
    const values = await buffer.read();
    expect(Array.from(values.subarray(0, size))).toEqual(Array.from({ length: size }, (_, i) => i));
    expect(values.subarray(size).every((value) => value === -1)).toBe(true);
  });

  test('more groups than one dimension of a dispatch takes', async () => {
    // 78,125 groups of 64; a dimension takes 65,535, which is up to element 4,194,240.
    const out = Tensor.allocate(device, [5_000_000], 'int32');
    update(count, {}, { out }, {});
    const values = await out.read();
    out.dispose();
    for (const i of [0, 63, 64, 2_500_000, 4_194_239, 4_194_240, 4_999_999]) expect(values[i]).toBe(i);
  });

  test('every kind of param under its own name', async () => {
    const mixed = defineUpdate({
      name: 'mixed',
      inputs: [],
      outputs: ['out'],
      params: { whole: 'int', eight: 'ints', part: 'float', two: 'ints' },
      cpu() {},
      wgsl: /* wgsl */ `out[i] = f32(at(eight, i)) + f32(at(two, i)) * 10.0 + f32(whole) * 100.0 + part;`,
    });
    const out = Tensor.allocate(device, [8]);
    const eight = [1, 2, 3, 4, 5, 6, 7, 8];
    update(mixed, {}, { out }, { whole: 0, eight, part: 0, two: eight });
    expect([...(await out.read())]).toEqual([11, 22, 33, 44, 55, 66, 77, 88]);
    // Where a list is shorter than the one before, there are zeros.
    update(mixed, {}, { out }, { whole: -2, eight, part: 0.5, two: [9, 7] });
    const tens = [90, 70, 0, 0, 0, 0, 0, 0];
    expect([...(await out.read())]).toEqual(tens.map((ten, d) => d + 1 + ten - 200 + 0.5));
  });

  test('params of more dispatches than one submission holds', async () => {
    // Each dispatch reads its own params: 1 + 2 + … + 1500.
    let total = fill(device, 0, [1]);
    for (let n = 1; n <= 1500; n++) total = scope(() => add(total, n));
    expect([...(await total.read())]).toEqual([1_125_750]);
  });

  test('nan() is a NaN, and isNan tells it from the infinities and from numbers', async () => {
    const kernel = defineKernel({
      name: 'nanTest',
      inputs: ['x'],
      params: {},
      cpu() {},
      wgsl: /* wgsl */ `out[i] = select(0.0, 1.0, isNan(x[i])); if (i == 4) { out[i] = nan(); }`,
    });
    const values = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 3.4e38, 0];
    const x = Tensor.from(device, values);
    expect([...(await run(kernel, { x }, [5], {}).read())]).toEqual([1, 0, 0, 0, Number.NaN]);
  });

  test('on an empty input, which is bound although it has no elements', async () => {
    const kernel = defineKernel({
      name: 'ignoresX',
      inputs: ['x'],
      params: {},
      cpu() {},
      wgsl: /* wgsl */ `out[i] = 7.0;`,
    });
    const y = run(kernel, { x: Tensor.from(device, []) }, [2], {});
    expect([...(await y.read())]).toEqual([7, 7]);
    expect([...(await Tensor.from(device, []).read())]).toEqual([]);
  });

  test('one tensor as both inputs', async () => {
    const x = Tensor.from(device, [2, 3]);
    expect([...(await multiply(x, x).read())]).toEqual([4, 9]);
  });
});

describe.each(gpus)('keeps order on $name', (device) => {
  test('of writes and runs: each run sees what was written just before it', async () => {
    const x = Tensor.from(device, [1, 2]);
    const first = run(square, { x }, [2], {});
    x.write([3, 4]);
    const second = run(square, { x }, [2], {});
    x.write([5, 6]);
    expect([...(await first.read())]).toEqual([1, 4]);
    expect([...(await second.read())]).toEqual([9, 16]);
    expect([...(await x.read())]).toEqual([5, 6]);
  });

  test('of reads: each gives what was there when it was called', async () => {
    const x = Tensor.from(device, [1]);
    const before = x.read();
    x.write([2]);
    const after = x.read();
    expect([...(await after), ...(await before)]).toEqual([2, 1]);
  });

  test('of memory that is freed and handed out again before the work on it is done', async () => {
    const y = scope(() => run(square, { x: Tensor.from(device, [3]) }, [1], {}));
    const z = Tensor.from(device, [100]);
    expect([...(await y.read()), ...(await z.read())]).toEqual([9, 100]);
  });

  test('of updates in place', async () => {
    const double = defineUpdate({
      name: 'double',
      inputs: [],
      outputs: ['value'],
      params: {},
      cpu() {},
      wgsl: /* wgsl */ `value[i] = value[i] * 2.0;`,
    });
    const value = Tensor.from(device, [1, 10]);
    for (let n = 0; n < 10; n++) update(double, {}, { value }, {});
    expect([...(await value.read())]).toEqual([1024, 10240]);
  });
});
