import { describe, expect, test } from 'vitest';
import { checkGradients } from '../../test/checkGradients.js';
import { devices } from '../../test/devices.js';
import { gradients } from '../gradients.js';
import { ShapeError } from '../shape.js';
import { Tensor } from '../tensor.js';
import { maxOverTime } from './maxOverTime.js';
import { multiply } from './multiply.js';
import { sum } from './sum.js';

describe.each(devices)('maxOverTime on $name', (device) => {
  // One text of three tokens, two channels. Channel 0 peaks at step 1, channel 1 at step 2.
  const x = Tensor.from(device, [1, 2, 5, 3, 4, 9], [1, 3, 2]);
  const lengthsOf = (...lengths: number[]) => Tensor.from(device, lengths, [lengths.length], 'int32');

  test('is the largest value of each channel', async () => {
    const y = maxOverTime(x);
    expect(y.shape).toEqual([1, 2]);
    expect([...(await y.read())]).toEqual([5, 9]);
  });

  test('counts only as many positions as the text is long', async () => {
    expect([...(await maxOverTime(x, lengthsOf(2)).read())]).toEqual([5, 3]);
    expect([...(await maxOverTime(x, lengthsOf(1)).read())]).toEqual([1, 2]);
  });

  test('each text of a batch has its own length', async () => {
    const two = Tensor.from(device, [4, 100, 100, 1, 3, 100], [2, 3, 1]);
    expect([...(await maxOverTime(two, lengthsOf(1, 2)).read())]).toEqual([4, 3]);
  });

  test('sends the gradient to the winning step only', async () => {
    const weights = Tensor.from(device, [10, 20], [1, 2]);
    const [dx] = gradients(sum(multiply(maxOverTime(x), weights)), [x]);
    expect([...(await dx.read())]).toEqual([0, 0, 10, 0, 0, 20]);
  });

  test('a step beyond the length takes no gradient, large as it may be', async () => {
    const [dx] = gradients(sum(maxOverTime(x, lengthsOf(2))), [x]);
    expect([...(await dx.read())]).toEqual([0, 0, 1, 1, 0, 0]);
  });

  test('of equal values, the first takes the gradient', async () => {
    const tied = Tensor.from(device, [3, 7, 7, 7], [1, 4, 1]);
    const [dx] = gradients(sum(maxOverTime(tied)), [tied]);
    expect([...(await dx.read())]).toEqual([0, 1, 0, 0]);
  });

  test('values all below 0 are not beaten by an imagined 0', async () => {
    const low = Tensor.from(device, [-3, -1, -2], [1, 3, 1]);
    expect([...(await maxOverTime(low).read())]).toEqual([-1]);
    expect([...(await maxOverTime(low, lengthsOf(1)).read())]).toEqual([-3]);
  });

  test('nothing that was in memory before shows', async () => {
    // Freed memory is handed out again as it is.
    for (const left of [1, 2, 3, 4].map(() => Tensor.from(device, new Float32Array(64).fill(99)))) left.dispose();
    const y = maxOverTime(x, lengthsOf(2));
    expect([...(await y.read())]).toEqual([5, 3]);
    for (const left of [1, 2, 3, 4].map(() => Tensor.from(device, new Float32Array(64).fill(99)))) left.dispose();
    const [dx] = gradients(sum(y), [x]);
    expect([...(await dx.read())]).toEqual([0, 0, 1, 1, 0, 0]);
  });

  test('a length beyond the positions counts those that there are', async () => {
    const y = maxOverTime(x, lengthsOf(8));
    expect([...(await y.read())]).toEqual([5, 9]);
    const [dx] = gradients(sum(y), [x]);
    expect([...(await dx.read())]).toEqual([0, 0, 1, 0, 0, 1]);
  });

  test('a text of length 0 has maximum 0 and no gradient, beside one that has both', async () => {
    const two = Tensor.from(device, [4, 8, 4, 8], [2, 2, 1]);
    const y = maxOverTime(two, lengthsOf(0, 2));
    expect([...(await y.read())]).toEqual([0, 8]);
    const [dTwo] = gradients(sum(y), [two]);
    expect([...(await dTwo.read())]).toEqual([0, 0, 0, 1]);
  });

  test('no positions at all have maximum 0, whatever the length', async () => {
    const empty = Tensor.from(device, [], [2, 0, 1]);
    expect([...(await maxOverTime(empty).read())]).toEqual([0, 0]);
    expect([...(await maxOverTime(empty, lengthsOf(0, 5)).read())]).toEqual([0, 0]);
  });

  test('one position is its own maximum and takes the whole gradient', async () => {
    const one = Tensor.from(device, [7, -8], [1, 1, 2]);
    const y = maxOverTime(one);
    expect([...(await y.read())]).toEqual([7, -8]);
    const [dOne] = gradients(sum(y), [one]);
    expect([...(await dOne.read())]).toEqual([1, 1]);
  });

  test('an empty batch is an empty result', async () => {
    const y = maxOverTime(Tensor.from(device, [], [0, 3, 2]));
    expect(y.shape).toEqual([0, 2]);
    expect([...(await y.read())]).toEqual([]);
  });

  test('a NaN wins, the first of several, and takes the gradient', async () => {
    const spoilt = Tensor.from(device, [1, Number.NaN, 9, Number.NaN], [1, 4, 1]);
    const y = maxOverTime(spoilt);
    expect([...(await y.read())]).toEqual([Number.NaN]);
    const [dx] = gradients(sum(y), [spoilt]);
    expect([...(await dx.read())]).toEqual([0, 1, 0, 0]);
  });

  test('a NaN at the first step is not beaten by a number; one beyond the length does not count', async () => {
    const first = Tensor.from(device, [Number.NaN, 9], [1, 2, 1]);
    expect([...(await maxOverTime(first).read())]).toEqual([Number.NaN]);
    const beyond = Tensor.from(device, [9, Number.NaN], [1, 2, 1]);
    expect([...(await maxOverTime(beyond, lengthsOf(1)).read())]).toEqual([9]);
  });

  test('its gradient agrees with central differences: full, short, empty and overlong texts', async () => {
    const four = Tensor.from(device, [0.3, -1.2, 0.7, 2.1, -0.4, 0.9, 1.6, -0.8], [4, 2, 1]);
    await checkGradients((a) => maxOverTime(a), [four]);
    await checkGradients((a, lengths) => maxOverTime(a, lengths), [four, lengthsOf(2, 1, 0, 5)]);
  });

  test('refuses what is no batch of texts, and lengths that are not one per text', () => {
    expect(() => maxOverTime(Tensor.from(device, [1, 2], [1, 2]))).toThrow(
      new ShapeError('maxOverTime: [1, 2]; must be [batch, time, channels]; reshape it'),
    );
    expect(() => maxOverTime(x, lengthsOf(1, 2))).toThrow(
      new ShapeError('maxOverTime: x [1, 3, 2], lengths [2]; there must be one length per text, [1]'),
    );
  });

  test('refuses lengths that are not whole numbers by type', () => {
    expect(() => maxOverTime(x, Tensor.from(device, [3]))).toThrow(
      new ShapeError(`maxOverTime: lengths [1] is float32; must be int32; make it so in Tensor.from (${device.name})`),
    );
  });
});
