import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkGradients } from '../../test/checkGradients.js';
import { devices } from '../../test/devices.js';
import { arrays } from '../../test/shapes.js';
import { expectClose } from '../../test/tolerance.js';
import { gradients } from '../gradients.js';
import { ShapeError } from '../shape.js';
import { Tensor } from '../tensor.js';
import { multiply } from './multiply.js';
import { reshape } from './reshape.js';
import { sum } from './sum.js';

describe.each(devices)('reshape on $name', (device) => {
  const x = Tensor.from(device, [1, 2, 3, 4, 5, 6], [2, 3]);

  test('keeps the elements in their order', async () => {
    const y = reshape(x, [3, 2]);
    expect(y.shape).toEqual([3, 2]);
    expect([...(await y.read())]).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('gives the gradient the shape it had before', async () => {
    const weights = Tensor.from(device, [1, 2, 3, 4, 5, 6]);
    const [dx] = gradients(sum(multiply(reshape(x, [6]), weights)), [x]);
    expect(dx.shape).toEqual([2, 3]);
    expect([...(await dx.read())]).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('shares the memory, which lives as long as either', async () => {
    const before = Tensor.from(device, [1, 2]);
    const { buffers } = device.memory;
    const after = reshape(before, [2, 1]);
    expect(device.memory.buffers).toBe(buffers);
    before.dispose();
    expect(device.memory.buffers).toBe(buffers);
    after.dispose();
    expect(device.memory.buffers).toBe(buffers - 1);
  });

  test('one element may have no axes or many, and nothing any axes with a 0 among them', () => {
    expect(reshape(Tensor.from(device, [1], []), [1, 1, 1]).shape).toEqual([1, 1, 1]);
    expect(reshape(Tensor.from(device, [], [0]), [3, 0, 2]).shape).toEqual([3, 0, 2]);
  });

  test('sums to the same in one axis as in many', async () => {
    await fc.assert(
      fc.asyncProperty(arrays, async ({ shape, values }) => {
        const tensor = Tensor.from(device, values, shape);
        const flat = reshape(tensor, [values.length]);
        expectClose(await flat.read(), values);
        expectClose(await sum(flat, 0).read(), await sum(tensor).read());
      }),
      { numRuns: 50 },
    );
  });

  test('its gradient agrees with central differences', () => checkGradients((x) => reshape(x, [3, 2]), [x]));

  test('names both shapes and sizes when they differ', () => {
    expect(() => reshape(x, [4, 2])).toThrow(
      new ShapeError('reshape: [2, 3] to [4, 2] is 6 elements to 8; both must hold equally many'),
    );
  });

  test('an axis of -1 is refused, not guessed', () => {
    expect(() => reshape(x, [-1, 6])).toThrow(
      new ShapeError('reshape: [-1, 6] is no shape; every axis must be a whole number, 0 or more'),
    );
  });
});
