import { describe, expect, test } from 'vitest';
import { checkGradients } from '../../test/checkGradients.js';
import { devices } from '../../test/devices.js';
import { ShapeError } from '../shape.js';
import { Tensor } from '../tensor.js';
import { fill } from './fill.js';
import { multiply } from './multiply.js';

describe.each(devices)('fill on $name', (device) => {
  test('holds one value everywhere', async () => {
    const y = fill(device, 2.5, [2, 2]);
    expect(y.shape).toEqual([2, 2]);
    expect([...(await y.read())]).toEqual([2.5, 2.5, 2.5, 2.5]);
  });

  test('a shape without axes is one number, and one with a 0 is nothing', async () => {
    expect([...(await fill(device, 7, []).read())]).toEqual([7]);
    expect([...(await fill(device, 7, [2, 0]).read())]).toEqual([]);
  });

  test('what was in the memory before is gone', async () => {
    Tensor.from(device, [1, 2, 3]).dispose();
    expect([...(await fill(device, 0, [3]).read())]).toEqual([0, 0, 0]);
  });

  test('counts as a constant in a gradient', () =>
    checkGradients((x) => multiply(x, fill(x.device, 3, [2])), [Tensor.from(device, [1, 2])]));

  test('a shape that is none is refused', () => {
    expect(() => fill(device, 1, [2, -1])).toThrow(
      new ShapeError('fill: [2, -1] is no shape; every axis must be a whole number, 0 or more'),
    );
  });
});
