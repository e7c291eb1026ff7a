import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { devices } from '../../test/devices.js';
import { gradients } from '../gradients.js';
import { createRandom } from '../random.js';
import { ShapeError } from '../shape.js';
import { Tensor } from '../tensor.js';
import { matmul } from './matmul.js';
import { sum } from './sum.js';
import { transpose } from './transpose.js';
import { weightedChannels } from './weightedChannels.js';

describe.each(devices)('weightedChannels on $name', (device) => {
  // Two texts of two positions with two channels; text 0 takes the sum of both and the first alone, text 1 ten times the second, and nothing.
  const x = Tensor.from(device, [1, 2, 3, 4, 5, 6, 7, 8], [2, 2, 2]);
  const weights = Tensor.from(device, [1, 1, 1, 0, 0, 10, 0, 0], [2, 2, 2]);

  test("each text's channels are summed with its own weights, once for each set", async () => {
    expect([...(await weightedChannels(x, weights).read())]).toEqual([3, 1, 7, 3, 60, 0, 80, 0]);
  });

  test('a channel gets the sum of its weights, a weight the sum of its channel over time', async () => {
    const [dx, dWeights] = gradients(sum(weightedChannels(x, weights)), [x, weights]);
    expect([...(await dx.read())]).toEqual([2, 1, 2, 1, 0, 10, 0, 10]);
    expect([...(await dWeights.read())]).toEqual([4, 6, 4, 6, 12, 14, 12, 14]);
  });

  test('of whole numbers it is the product with the transposed weights, whatever the sizes', async () => {
    const size = fc.integer({ min: 1, max: 11 });
    await fc.assert(
      fc.asyncProperty(size, size, size, size, fc.nat(), async (batch, time, channels, sets, seed) => {
        const random = createRandom(seed);
        const wholes = (...shape: number[]) => {
          const count = shape.reduce((total, length) => total * length);
          return Tensor.from(
            device,
            Array.from({ length: count }, () => Math.floor(9 * random()) - 4),
            shape,
          );
        };
        const [some, own] = [wholes(batch, time, channels), wholes(batch, sets, channels)];
        const expected = matmul(some, transpose(own, [0, 2, 1]));
        expect(await weightedChannels(some, own).read()).toEqual(await expected.read());
      }),
      { numRuns: 30 },
    );
  });

  test('weights for another number of texts or channels are refused, with both shapes', () => {
    const refused =
      'weightedChannels: x [2, 2, 2], weights [1, 2, 4]; must be [batch, time, channels] and [batch, sets, channels]';
    expect(() => weightedChannels(x, Tensor.from(device, [1, 2, 3, 4, 5, 6, 7, 8], [1, 2, 4]))).toThrow(
      new ShapeError(refused),
    );
  });
});
