import { describe, expect, test } from 'vitest';
import { checkGradients } from '../../test/checkGradients.js';
import { devices } from '../../test/devices.js';
import { gradients } from '../gradients.js';
import { ShapeError } from '../shape.js';
import { Tensor } from '../tensor.js';
import { meanOverTime } from './meanOverTime.js';
import { sum } from './sum.js';

describe.each(devices)('meanOverTime on $name', (device) => {
  // One text of four tokens, two channels.
  const x = Tensor.from(device, [1, 10, 2, 20, 3, 30, 6, 60], [1, 4, 2]);
  const lengthsOf = (...lengths: number[]) => Tensor.from(device, lengths, [lengths.length], 'int32');

  test('is the mean of each channel', async () => {
    const y = meanOverTime(x);
    expect(y.shape).toEqual([1, 2]);
    expect([...(await y.read())]).toEqual([3, 30]);
  });

  test('counts only as many positions as the text is long', async () => {
    expect([...(await meanOverTime(x, lengthsOf(3)).read())]).toEqual([2, 20]);
  });

  test('each text of a batch has its own length', async () => {
    const two = Tensor.from(device, [4, 100, 100, 1, 3, 100], [2, 3, 1]);
    expect([...(await meanOverTime(two, lengthsOf(1, 2)).read())]).toEqual([4, 2]);
  });

  test('shares the gradient evenly among the positions that count', async () => {
    const [all] = gradients(sum(meanOverTime(x)), [x]);
    expect([...(await all.read())]).toEqual(new Array(8).fill(1 / 4));
    const [two] = gradients(sum(meanOverTime(x, lengthsOf(2))), [x]);
    expect([...(await two.read())]).toEqual([1 / 2, 1 / 2, 1 / 2, 1 / 2, 0, 0, 0, 0]);
  });

  test('nothing that was in memory before shows', async () => {
    // Freed memory is handed out again as it is.
    for (const left of [1, 2, 3, 4].map(() => Tensor.from(device, new Float32Array(64).fill(99)))) left.dispose();
    const y = meanOverTime(x, lengthsOf(2));
    expect([...(await y.read())]).toEqual([1.5, 15]);
    for (const left of [1, 2, 3, 4].map(() => Tensor.from(device, new Float32Array(64).fill(99)))) left.dispose();
    const [dx] = gradients(sum(y), [x]);
    expect([...(await dx.read())]).toEqual([1 / 2, 1 / 2, 1 / 2, 1 / 2, 0, 0, 0, 0]);
  });

  test('a length beyond the positions divides by that length: the missing ones count as zeros', async () => {
    const eight = lengthsOf(8);
    const y = meanOverTime(x, eight);
    expect([...(await y.read())]).toEqual([12 / 8, 120 / 8]);
    const [dx] = gradients(sum(y), [x]);
    expect([...(await dx.read())]).toEqual(new Array(8).fill(1 / 8));
  });

  test('a text of length 0 has mean 0 and no gradient, beside one that has both', async () => {
    const two = Tensor.from(device, [4, 8, 4, 8], [2, 2, 1]);
    const y = meanOverTime(two, lengthsOf(0, 2));
    expect([...(await y.read())]).toEqual([0, 6]);
    const [dTwo] = gradients(sum(y), [two]);
    expect([...(await dTwo.read())]).toEqual([0, 0, 1 / 2, 1 / 2]);
  });

  test('no positions at all have mean 0, whatever the length', async () => {
    const empty = Tensor.from(device, [], [2, 0, 1]);
    expect([...(await meanOverTime(empty).read())]).toEqual([0, 0]);
    expect([...(await meanOverTime(empty, lengthsOf(0, 5)).read())]).toEqual([0, 0]);
  });

  test('one position is its own mean', async () => {
    expect([...(await meanOverTime(Tensor.from(device, [7, 8], [1, 1, 2])).read())]).toEqual([7, 8]);
  });

  test('an empty batch is an empty result', async () => {
    const y = meanOverTime(Tensor.from(device, [], [0, 4, 2]));
    expect(y.shape).toEqual([0, 2]);
    expect([...(await y.read())]).toEqual([]);
  });

  test('a NaN spoils its channel when it counts, and nothing when it does not', async () => {
    const spoilt = Tensor.from(device, [1, 10, Number.NaN, 20], [1, 2, 2]);
    expect([...(await meanOverTime(spoilt).read())]).toEqual([Number.NaN, 15]);
    expect([...(await meanOverTime(spoilt, lengthsOf(1)).read())]).toEqual([1, 10]);
  });

  test('its gradient agrees with central differences: full, short, empty and overlong texts', async () => {
    const four = Tensor.from(device, [0.3, -1.2, 0.7, 2.1, -0.4, 0.9, 1.6, -0.8], [4, 2, 1]);
    await checkGradients((a) => meanOverTime(a), [four]);
    await checkGradients((a, lengths) => meanOverTime(a, lengths), [four, lengthsOf(2, 1, 0, 5)]);
  });

  test('refuses what is no batch of texts, and lengths that are not one per text', () => {
    expect(() => meanOverTime(Tensor.from(device, [1, 2], [1, 2]))).toThrow(
      new ShapeError('meanOverTime: [1, 2]; must be [batch, time, channels]; reshape it'),
    );
    expect(() => meanOverTime(x, lengthsOf(1, 2))).toThrow(
      new ShapeError('meanOverTime: x [1, 4, 2], lengths [2]; there must be one length per text, [1]'),
    );
    expect(() => meanOverTime(x, Tensor.from(device, [1], [1, 1], 'int32'))).toThrow(
      new ShapeError('meanOverTime: x [1, 4, 2], lengths [1, 1]; there must be one length per text, [1]'),
    );
  });

  test('refuses lengths that are not whole numbers by type', () => {
    expect(() => meanOverTime(x, Tensor.from(device, [3]))).toThrow(
      new ShapeError(`meanOverTime: lengths [1] is float32; must be int32; make it so in Tensor.from (${device.name})`),
    );
  });
});
