import { describe, expect, test } from 'vitest';
import { devices } from '../../../test/devices.js';
import {
  add,
  CpuDevice,
  DeviceError,
  defineKernel,
  defineUpdate,
  fill,
  multiply,
  run,
  scope,
  slice,
  Tensor,
  update,
} from '../../index.js';
import { openDevice } from '../../node/index.js';

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

const broken = defineKernel({
  name: 'broken',
  inputs: ['x'],
  params: { size: 'int' },
  cpu() {},
  wgsl: /* wgsl */ `out[i] = missing(x[i]);`,
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
    update(mixed, {}, { out }, { whole: -2, eight: [1, 2, 3, 4, 5, 6, 7, 8], part: 0.5, two: [9, 7] });
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

describe.each(gpus)('memory on $name', (device) => {
  test('counts what is handed out, and is back at the start after a scope', async () => {
    const { ...before } = device.memory;
    const x = Tensor.from(device, new Float32Array(100));
    expect(device.memory).toEqual({ buffers: before.buffers + 1, elements: before.elements + 112 });
    const y = scope(() => add(add(x, 1), slice(x, [0], [1])));
    expect(device.memory.buffers).toBe(before.buffers + 2);
    await y.read();
    x.dispose();
    y.dispose();
    expect(device.memory).toEqual(before);
  });

  test('takes values from shared memory', async () => {
    const shared = new Float32Array(new SharedArrayBuffer(8));
    shared.set([1.5, -2]);
    expect([...(await Tensor.from(device, shared).read())]).toEqual([1.5, -2]);
  });

  test('holds views at an offset, for reading, writing and running', async () => {
    const x = Tensor.from(device, new Float32Array(130).fill(1));
    x.view([2], 64).write([5, 6]);
    const tail = x.view([2], 128);
    tail.write([7, 8]);
    expect([...(await add(x.view([2], 64), tail).read())]).toEqual([12, 14]);
    expect([...(await x.read()).subarray(62, 67)]).toEqual([1, 1, 5, 6, 1]);
  });
});

describe.each(gpus)('refuses at once on $name', (device) => {
  test('a buffer larger than the GPU allows', () => {
    expect(() => Tensor.allocate(device, [2 ** 40])).toThrow(DeviceError);
    expect(() => Tensor.allocate(device, [2 ** 40])).toThrow(
      /webgpu: 1099511627776 elements are 4194304 MiB; this GPU takes at most \d+ MiB/,
    );
  });

  test('input and output in one buffer', () => {
    const both = fill(device, 1, [128]);
    const out = both.view([64], 64);
    expect(() => update(square, { x: both.view([64]) }, { out }, {})).toThrow(/square: x and out lie in one buffer/);
  });

  test('overlapping outputs, but not neighbours', async () => {
    const pair = defineUpdate({
      name: 'pair',
      inputs: [],
      outputs: ['a', 'b'],
      params: {},
      cpu() {},
      wgsl: /* wgsl */ `a[i] = 1.0; b[i] = 2.0;`,
    });
    const both = fill(device, 0, [128]);
    const [a, b] = [both.view([64]), both.view([64], 64)];
    expect(() => update(pair, {}, { a, b: both.view([64]) }, {})).toThrow(/pair: a and b lie in one buffer/);
    update(pair, {}, { a, b }, {});
    const values = await both.read();
    expect([values[63], values[64]]).toEqual([1, 2]);
  });

  test('a view that does not start where WebGPU can bind it', () => {
    const x = fill(device, 1, [128]).view([64], 1);
    expect(() => run(square, { x }, [64], {})).toThrow(
      /square: x starts at element 1 of its buffer; .* multiple of 64/,
    );
  });

  test('a freed tensor, and one of another device', async () => {
    const x = fill(device, 1, [2]);
    x.dispose();
    await expect(x.read()).rejects.toThrow(/read: a tensor \[2\] was freed/);
    expect(() => add(fill(device, 1, [2]), fill(new CpuDevice(), 1, [2]))).toThrow(
      /add: b \[2\] lies on another device/,
    );
  });
});

describe.runIf(gpus.length > 0)('a failed WebGPU device', () => {
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
