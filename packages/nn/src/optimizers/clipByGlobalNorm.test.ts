import { scope, Tensor } from '@textcam/tensor';
import { describe, expect, test } from 'vitest';
import { devices } from '../../../tensor/test/devices.js';
import { expectClose } from '../../../tensor/test/tolerance.js';
import { TrainingError } from '../trainingError.js';
import { clipByGlobalNorm } from './clipByGlobalNorm.js';

describe.each(devices)('clipByGlobalNorm on $name', (device) => {
  // Together [3, 4]: a norm of 5.
  const gradients = { a: Tensor.from(device, [3]), b: Tensor.from(device, [4], [1, 1]) };

  test('gradients beyond the maximum are scaled to it, by one factor', async () => {
    const { a, b } = clipByGlobalNorm(gradients, 1);
    expectClose(await a.read(), [0.6], 1e-6);
    expectClose(await b.read(), [0.8], 1e-6);
    expect(b.shape).toEqual([1, 1]);
  });

  test('gradients up to the maximum stay as they are', async () => {
    expect([...(await clipByGlobalNorm(gradients, 5).a.read())]).toEqual([3]);
    expect([...(await clipByGlobalNorm(gradients, 100).b.read())]).toEqual([4]);
  });

  test('gradients of 0 stay 0', async () => {
    const zero = Tensor.from(device, [0, 0]);
    expect([...(await clipByGlobalNorm({ zero }, 1).zero.read())]).toEqual([0, 0]);
  });

  test('every element counts, whatever the size', async () => {
    // 10,007 ones, a prime so that the last lanes are short: the norm is √10007.
    const ones = Tensor.from(device, new Array(10_007).fill(1));
    const clipped = await clipByGlobalNorm({ ones }, 1).ones.read();
    expectClose(clipped, new Array(10_007).fill(1 / Math.sqrt(10_007)), 1e-6);
  });

  test('tensors without elements and no tensors at all pass', async () => {
    const none = Tensor.from(device, [], [0, 3]);
    expect(clipByGlobalNorm({ none }, 1).none.shape).toEqual([0, 3]);
    expect(clipByGlobalNorm({}, 1)).toEqual({});
    expectClose(await clipByGlobalNorm({ none, ...gradients }, 1).a.read(), [0.6], 1e-6);
  });

  test('leaves only its results behind in a scope', () => {
    const before = device.memory.buffers;
    scope(() => clipByGlobalNorm(gradients, 1));
    expect(device.memory.buffers).toBe(before + 2);
  });

  test('a maximum that is not above 0 is refused', () => {
    expect(() => clipByGlobalNorm(gradients, 0)).toThrow(TrainingError);
    expect(() => clipByGlobalNorm(gradients, Number.NaN)).toThrow('the maximum is NaN; must be above 0');
  });
});
