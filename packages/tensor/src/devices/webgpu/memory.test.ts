import { describe, expect, test } from 'vitest';
import { devices } from '../../../test/devices.js';
import {
  add,
  CpuDevice,
  DeviceError,
  defineKernel,
  defineUpdate,
  fill,
  run,
  scope,
  slice,
  Tensor,
  update,
} from '../../index.js';

const square = defineKernel({
  name: 'square',
  inputs: ['x'],
  params: {},
  cpu({ x }, out) {
    for (let i = 0; i < out.length; i++) out[i] = x[i] * x[i];
  },
  wgsl: /* wgsl */ `out[i] = x[i] * x[i];`,
});

const gpus = devices.filter((device) => device.name === 'webgpu');

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
