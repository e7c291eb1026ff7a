import { describe, expect, test } from 'vitest';
import { checkGradients } from '../../test/checkGradients.js';
import { devices } from '../../test/devices.js';
import { gradients } from '../gradients.js';
import { ShapeError } from '../shape.js';
import { Tensor } from '../tensor.js';
import { uniformAt } from '../threefry.js';
import { dropout } from './dropout.js';
import { sum } from './sum.js';

describe.each(devices)('dropout on $name', (device) => {
  const stateOf = (seed: number, counter: number) => Tensor.from(device, [seed, counter], [2], 'int32');
  const ones = (size: number) => Tensor.from(device, new Float32Array(size).fill(1));

  // Threefry-2x32 with 20 rounds, as published, in Python; of index i under seed 1 and counter 2, the first word / 2^32:
  //   def words(key, counter, M=2**32):
  //     keys = [*key, key[0] ^ key[1] ^ 0x1BD11BDA]; a = counter[0] + keys[0]; b = counter[1] + keys[1]
  //     for r in range(20):
  //       a = (a + b) % M; bits = [13, 15, 26, 6, 17, 29, 16, 24][r % 8]; b = ((b << bits | b >> 32 - bits) % M) ^ a
  //       if r % 4 == 3: j = r // 4 + 1; a = (a + keys[j % 3]) % M; b = (b + keys[(j + 1) % 3] + j) % M
  //     return a, b
  //   [round(words((1, 2), (i, 0))[0] / 2**32, 3) for i in range(8)]
  //   → .146 .529 .588 .557 .069 .975 .114 .451
  test('sets what the generator drops to 0 and scales what it keeps up', async () => {
    const x = Tensor.from(device, [1, 2, 3, 4, 5, 6, 7, 8], [2, 4]);
    const half = dropout(x, 0.5, stateOf(1, 2));
    expect(half.shape).toEqual([2, 4]);
    expect([...(await half.read())]).toEqual([0, 4, 6, 8, 0, 12, 0, 0]);
    const quarter = dropout(x, 0.25, stateOf(1, 2));
    const kept = [0, 2, 3, 4, 0, 6, 0, 8].map((value) => expect.closeTo(value / 0.75, 5));
    expect([...(await quarter.read())]).toEqual(kept);
  });

  // Random123's published answer for key 0 and counter 0 starts with 6b200159; its first 24 bits are the number.
  test('drops an element when its number is below the rate, not when it is the rate', async () => {
    const number = 0x6b2001 / 2 ** 24;
    expect([...(await dropout(ones(1), number + 2 ** -24, stateOf(0, 0)).read())]).toEqual([0]);
    expect([...(await dropout(ones(1), number, stateOf(0, 0)).read())]).toEqual([expect.closeTo(1 / (1 - number), 5)]);
  });

  test('the same state drops the same elements, here and on every other device', async () => {
    const mask = Array.from({ length: 1000 }, (_, i) => (uniformAt(7, 3, i) < 0.5 ? 0 : 2));
    expect([...(await dropout(ones(1000), 0.5, stateOf(7, 3)).read())]).toEqual(mask);
    expect([...(await dropout(ones(1000), 0.5, stateOf(7, 3)).read())]).toEqual(mask);
  });

  test('seeds and counters of all 32 bits count, negative ones as their bits', async () => {
    const [seed, counter] = [-1, -(2 ** 31)];
    const mask = Array.from({ length: 100 }, (_, i) => (uniformAt(seed, counter, i) < 0.5 ? 0 : 2));
    expect([...(await dropout(ones(100), 0.5, stateOf(seed, counter)).read())]).toEqual(mask);
  });

  test('another counter or another seed drops others', async () => {
    const maskOf = async (seed: number, counter: number) => [
      ...(await dropout(ones(1000), 0.5, stateOf(seed, counter)).read()),
    ];
    const mask = await maskOf(7, 3);
    for (const other of [await maskOf(7, 4), await maskOf(8, 3), await maskOf(3, 7)]) {
      // Unrelated masks agree on half of the elements; 100 is more than six standard deviations.
      const agreeing = mask.filter((value, n) => value === other[n]).length;
      expect(Math.abs(agreeing - 500)).toBeLessThan(100);
    }
  });

  test('keeps a share of 1 - rate, so that the mean stays', async () => {
    const values = [...(await dropout(ones(10_000), 0.3, stateOf(7, 3)).read())];
    const share = values.filter((value) => value !== 0).length / 10_000;
    expect(Math.abs(share - 0.7)).toBeLessThan(0.02);
    expect(new Set(values).size).toBe(2);
    expect(Math.max(...values)).toBeCloseTo(1 / 0.7, 5);
  });

  test('a rate of 0 changes nothing', async () => {
    const x = Tensor.from(device, [1, -2, 0.1, Number.NaN]);
    expect([...(await dropout(x, 0, stateOf(7, 3)).read())]).toEqual([...(await x.read())]);
  });

  test('the gradient goes where the value went, scaled alike', async () => {
    const x = ones(1000);
    const y = dropout(x, 0.5, stateOf(7, 3));
    const [dx] = gradients(sum(y), [x]);
    expect([...(await dx.read())]).toEqual([...(await y.read())]);
  });

  test('a dropped NaN is 0, a kept one stays', async () => {
    const x = Tensor.from(device, new Float32Array(8).fill(Number.NaN));
    const y = dropout(x, 0.5, stateOf(1, 2));
    const { NaN: not } = Number;
    expect([...(await y.read())]).toEqual([0, not, not, not, 0, not, 0, 0]);
  });

  test('a single number and an empty tensor keep their shapes', async () => {
    expect(dropout(Tensor.from(device, [5], []), 0.5, stateOf(7, 3)).shape).toEqual([]);
    const none = dropout(Tensor.from(device, [], [0, 3]), 0.5, stateOf(7, 3));
    expect(none.shape).toEqual([0, 3]);
    expect([...(await none.read())]).toEqual([]);
  });

  test('its gradient agrees with central differences', () => {
    const x = Tensor.from(device, [0.3, -1.2, 0.7, 2.1, -0.4, 0.9, 1.6, -0.8], [2, 4]);
    return checkGradients((a, state) => dropout(a, 0.4, state), [x, stateOf(1, 2)]);
  });

  test.each([1, 1.5, -0.1, Number.NaN])('refuses a rate of %d', (rate) => {
    expect(() => dropout(ones(1), rate, stateOf(7, 3))).toThrow(
      new ShapeError(`dropout: rate ${rate}; must be at least 0 and below 1`),
    );
  });

  test('refuses a state that is not two whole numbers', () => {
    const three = Tensor.from(device, [1, 2, 3], [3], 'int32');
    expect(() => dropout(ones(1), 0.5, three)).toThrow(
      new ShapeError('dropout: state [3]; must be int32 [2]: a seed and a counter'),
    );
    expect(() => dropout(ones(1), 0.5, Tensor.from(device, [1, 2], [1, 2], 'int32'))).toThrow(
      new ShapeError('dropout: state [1, 2]; must be int32 [2]: a seed and a counter'),
    );
    expect(() => dropout(ones(1), 0.5, Tensor.from(device, [1, 2]))).toThrow(
      new ShapeError(`dropout: state [2] is float32; must be int32; make it so in Tensor.from (${device.name})`),
    );
  });
});
