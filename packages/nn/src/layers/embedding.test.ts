import { createRandom, gradients, Indices, ShapeError, sum } from '@textcam/tensor';
import { describe, expect, test } from 'vitest';
import { devices } from '../../../tensor/test/devices.js';
import { Embedding } from './embedding.js';

describe.each(devices)('Embedding on $name', (device) => {
  const values = Float32Array.of(0, 1, 10, 11, 20, 21);
  const layer = new Embedding({ rows: 3, dimensions: 2, values }, device, createRandom(1));

  test('gives the rows asked for, again where asked again', async () => {
    const y = layer.forward(new Indices(device, [2, 0, 2], [1, 3], 3));
    expect(y.shape).toEqual([1, 3, 2]);
    expect([...(await y.read())]).toEqual([20, 21, 0, 1, 20, 21]);
  });

  test('a row read twice gets both gradients, a row not read none', async () => {
    const y = layer.forward(new Indices(device, [2, 0, 2], [1, 3], 3));
    const [gradient] = gradients(sum(y), [layer.parameters().weight]);
    expect([...(await gradient.read())]).toEqual([1, 1, 0, 0, 2, 2]);
  });

  test('without values it starts normal with deviation 0.1, the same for the same seed', async () => {
    const tables = await Promise.all(
      [7, 7].map((seed) => new Embedding({ rows: 50, dimensions: 40 }, device, createRandom(seed)).weight.read()),
    );
    expect(tables[0]).toEqual(tables[1]);
    const square = Array.from(tables[0]).reduce((total, x) => total + x * x, 0) / 2000;
    expect(Math.sqrt(square)).toBeCloseTo(0.1, 2);
  });

  test('values that do not fill the table are refused', () => {
    const make = () => new Embedding({ rows: 2, dimensions: 2, values }, device, createRandom(1));
    expect(make).toThrow(ShapeError);
    expect(make).toThrow('6 values for [2, 2]');
  });
});
