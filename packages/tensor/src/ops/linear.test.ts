import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkGradients } from '../../test/checkGradients.js';
import { devices } from '../../test/devices.js';
import { expectClose } from '../../test/tolerance.js';
import { gradients } from '../gradients.js';
import { createRandom } from '../random.js';
import { ShapeError } from '../shape.js';
import { Tensor } from '../tensor.js';
import { add } from './add.js';
import { linear } from './linear.js';
import { matmul } from './matmul.js';
import { multiply } from './multiply.js';
import { sum } from './sum.js';
import { transpose } from './transpose.js';

describe.each(devices)('linear on $name', (device) => {
  // Two examples of three features; the first output adds all features, the second takes the last twice.
  const x = Tensor.from(device, [1, 2, 3, 10, 20, 30], [2, 3]);
  const weight = Tensor.from(device, [1, 1, 1, 0, 0, 2], [2, 3]);
  const bias = Tensor.from(device, [0.5, -0.5]);

  test('weighs the features for each output and adds its bias', async () => {
    const y = linear(x, weight, bias);
    expect(y.shape).toEqual([2, 2]);
    expect([...(await y.read())]).toEqual([6.5, 5.5, 60.5, 59.5]);
  });

  test('sends the gradient to features, weights and biases', async () => {
    const dy = Tensor.from(device, [1, 2, 3, 4], [2, 2]);
    const loss = sum(multiply(linear(x, weight, bias), dy));
    const [dx, dWeight, dBias] = gradients(loss, [x, weight, bias]);
    expect([...(await dx.read())]).toEqual([1, 1, 5, 3, 3, 11]);
    expect([...(await dWeight.read())]).toEqual([31, 62, 93, 42, 84, 126]);
    expect([...(await dBias.read())]).toEqual([4, 6]);
  });

  test('one dispatch forward, one back for x, and one for weight and bias together', () => {
    const cost = (targets: Tensor[]) => {
      const loss = sum(linear(x, weight, bias));
      const before = device.counters.dispatches;
      gradients(loss, targets);
      // Without the loss's own gradient and that of the sum.
      return device.counters.dispatches - before - 2;
    };
    expect(cost([x])).toBe(1);
    expect(cost([weight])).toBe(1);
    expect(cost([bias])).toBe(1);
    expect(cost([x, weight, bias])).toBe(2);
  });

  test('gradients may be put into given tensors', async () => {
    const places = [x, weight, bias].map(({ shape, size }) => Tensor.from(device, new Array(size).fill(9), shape));
    gradients(sum(linear(x, weight, bias)), [x, weight, bias], places);
    const values = await Promise.all(places.map(async (place) => [...(await place.read())]));
    expect(values).toEqual([
      [1, 1, 3, 1, 1, 3],
      [11, 22, 33, 11, 22, 33],
      [2, 2],
    ]);
  });

  test('is the matrix product and a sum, forward and back, for any sizes', () => {
    const lengths = fc.integer({ min: 1, max: 9 });
    const sizes = fc.record({ batch: lengths, features: lengths, outputs: lengths, seed: fc.nat() });
    return fc.assert(
      fc.asyncProperty(sizes, async ({ batch, features, outputs, seed }) => {
        const random = createRandom(seed);
        const make = (...shape: number[]) => {
          const size = shape.reduce((product, length) => product * length, 1);
          return Tensor.from(
            device,
            Array.from({ length: size }, () => Math.floor(9 * random()) - 4),
            shape,
          );
        };
        const inputs = [make(batch, features), make(outputs, features), make(outputs)] as const;
        const expected = add(matmul(inputs[0], transpose(inputs[1])), inputs[2]);
        const y = linear(...inputs);
        expectClose(await y.read(), await expected.read());
        const expectedGradients = gradients(sum(multiply(expected, expected)), inputs);
        for (const [n, gradient] of gradients(sum(multiply(y, y)), inputs).entries()) {
          expectClose(await gradient.read(), await expectedGradients[n].read());
        }
      }),
      { numRuns: 30 },
    );
  });

  test('of no examples: nothing, and gradients of zeros', async () => {
    const y = linear(Tensor.from(device, [], [0, 3]), weight, bias);
    expect(y.shape).toEqual([0, 2]);
    const [dWeight, dBias] = gradients(sum(y), [weight, bias]);
    expect([...(await dWeight.read()), ...(await dBias.read())]).toEqual(new Array(8).fill(0));
  });

  test('its gradient agrees with central differences', () => checkGradients(linear, [x, weight, bias]));

  test('refuses shapes that do not fit, and no features', () => {
    const shapes = 'must be [batch, features], [outputs, features] and [outputs], with at least one feature';
    expect(() => linear(x, transpose(weight), bias)).toThrow(
      new ShapeError(`linear: x [2, 3], weight [3, 2], bias [2]; ${shapes}`),
    );
    expect(() => linear(x, weight, Tensor.from(device, [1]))).toThrow('bias [1]');
    expect(() => linear(Tensor.from(device, [1, 2, 3]), weight, bias)).toThrow('x [3]');
    expect(() => linear(Tensor.from(device, [], [2, 0]), Tensor.from(device, [], [2, 0]), bias)).toThrow('x [2, 0]');
  });
});
