import { describe, expect, test } from 'vitest';
import { devices } from '../test/devices.js';
import { DeviceError } from './device.js';
import { exp } from './ops/exp.js';
import { reshape } from './ops/reshape.js';
import { ShapeError } from './shape.js';
import { Tensor } from './tensor.js';

describe.each(devices)('Tensor on $name', (device) => {
  const buffers = () => device.memory.buffers;

  test('gives back the values it was made from', async () => {
    const x = Tensor.from(device, [1, -2.5, 3], [3, 1]);
    expect([x.shape, x.size, x.dtype]).toEqual([[3, 1], 3, 'float32']);
    expect([...(await x.read())]).toEqual([1, -2.5, 3]);
  });

  test('has one axis of all values unless a shape is given', () => {
    expect(Tensor.from(device, [1, 2]).shape).toEqual([2]);
    expect(Tensor.from(device, [1], []).shape).toEqual([]);
  });

  test('takes typed arrays, and keeps a copy', async () => {
    const values = Float32Array.of(1, 2);
    const x = Tensor.from(device, values);
    values[0] = 100;
    expect([...(await x.read())]).toEqual([1, 2]);
  });

  test('what was read is a copy too', async () => {
    const x = Tensor.from(device, [1, 2]);
    (await x.read())[0] = 100;
    expect([...(await x.read())]).toEqual([1, 2]);
  });

  test('rounds to float32', async () => {
    expect([...(await Tensor.from(device, [0.1]).read())]).toEqual([Math.fround(0.1)]);
  });

  test('holds whole numbers exactly as int32, the largest and the smallest too', async () => {
    const x = Tensor.from(device, [2 ** 31 - 1, -(2 ** 31)], [2], 'int32');
    const values = await x.read();
    expect(values).toBeInstanceOf(Int32Array);
    expect([...values]).toEqual([2 ** 31 - 1, -(2 ** 31)]);
  });

  test('may be empty', async () => {
    expect([...(await Tensor.from(device, [], [0, 3]).read())]).toEqual([]);
  });

  test('a write replaces all elements', async () => {
    const x = Tensor.from(device, [1, 2]);
    x.write([3, 4]);
    expect([...(await x.read())]).toEqual([3, 4]);
  });

  test('a view into the middle reads and writes the same memory', async () => {
    const all = Tensor.from(
      device,
      Array.from({ length: 70 }, (_, n) => n),
    );
    const tail = all.view([2, 3], 64);
    expect([...(await tail.read())]).toEqual([64, 65, 66, 67, 68, 69]);
    tail.write([0, 0, 0, 0, 0, 0]);
    expect([...(await all.read())].slice(62)).toEqual([62, 63, 0, 0, 0, 0, 0, 0]);
  });

  test('a view of a view counts from where the first one starts', async () => {
    const all = Tensor.from(
      device,
      Array.from({ length: 200 }, (_, n) => n),
    );
    expect([...(await all.view([136], 64).view([2], 64).read())]).toEqual([128, 129]);
  });

  test('frees its memory once, however often it is disposed of', () => {
    const before = buffers();
    const x = Tensor.from(device, [1]);
    expect(buffers()).toBe(before + 1);
    x.dispose();
    x.dispose();
    expect(buffers()).toBe(before);
  });

  test('disposing of one twice does not take the memory from another that shares it', async () => {
    const x = Tensor.from(device, [1, 2]);
    const y = reshape(x, [2, 1]);
    x.dispose();
    x.dispose();
    expect([...(await y.read())]).toEqual([1, 2]);
  });

  test('names the op that was given a freed tensor', () => {
    const x = Tensor.from(device, [1, 2], [1, 2]);
    x.dispose();
    expect(() => exp(x)).toThrow(
      new DeviceError(
        'exp: a tensor [1, 2] was freed; it must be alive; return it from its scope, or dispose it later',
      ),
    );
  });

  test('reading a freed tensor is refused', async () => {
    const x = Tensor.from(device, [1], []);
    x.dispose();
    await expect(x.read()).rejects.toThrow(
      new DeviceError('read: a tensor [] was freed; it must be alive; return it from its scope, or dispose it later'),
    );
  });

  test('values that do not fill the shape are refused', () => {
    expect(() => Tensor.from(device, [1, 2, 3], [2, 2])).toThrow(
      new ShapeError('Tensor.from: 3 values for [2, 2]; must be 4; pass a shape that fits'),
    );
  });

  test('a shape that is none is refused', () => {
    expect(() => Tensor.from(device, [1, 2], [-1, -2])).toThrow(
      new ShapeError('Tensor.from: [-1, -2] is no shape; every axis must be a whole number, 0 or more'),
    );
  });

  test('a write of another number of values is refused', () => {
    expect(() => Tensor.from(device, [1, 2]).write([1])).toThrow(new ShapeError('write: 1 values into [2]; must be 2'));
  });

  test('what is known in fewer numbers is written once something asks for them all', async () => {
    const lengths = Tensor.from(device, [1], [1], 'int32');
    let times = 0;
    const make = () =>
      Tensor.repeating([1, 2, 1], { rows: () => Tensor.from(device, [7], [1, 1]), first: 0, lengths, more: 0 }, () => {
        times += 1;
        return Tensor.from(device, [7, 0], [1, 2, 1]);
      });
    const x = make();
    expect([x.repeats?.more, times]).toEqual([0, 0]);
    expect([...(await x.read()), ...(await x.view([2]).read())]).toEqual([7, 0, 7, 0]);
    expect([x.repeats, times]).toEqual([undefined, 1]);
    const unused = make();
    unused.dispose();
    await expect(unused.read()).rejects.toThrow(DeviceError);
    expect(times).toBe(1);
  });
});
