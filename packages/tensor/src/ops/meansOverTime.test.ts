import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkGradients } from '../../test/checkGradients.js';
import { devices } from '../../test/devices.js';
import { arithmetic, expectClose } from '../../test/tolerance.js';
import { gradients } from '../gradients.js';
import { createRandom } from '../random.js';
import { ShapeError } from '../shape.js';
import { Tensor } from '../tensor.js';
import { concat } from './concat.js';
import { meanOverTime } from './meanOverTime.js';
import { meansOverTime } from './meansOverTime.js';
import { multiply } from './multiply.js';
import { sum } from './sum.js';

describe.each(devices)('meansOverTime on $name', (device) => {
  // Two texts. The first branch has three positions of one channel, the second four of two.
  const a = Tensor.from(device, [1, 2, 6, 10, 20, 60], [2, 3, 1]);
  const b = Tensor.from(device, [1, 10, 2, 20, 3, 30, 6, 60, 5, 0, 5, 0, 5, 0, 9, 0], [2, 4, 2]);
  const lengthsOf = (...lengths: number[]) => Tensor.from(device, lengths, [lengths.length], 'int32');

  test('joins the means of all branches', async () => {
    const y = meansOverTime([a, b]);
    expect(y.shape).toEqual([2, 3]);
    expect([...(await y.read())]).toEqual([3, 3, 30, 30, 6, 0]);
  });

  test('with lengths, counts the windows on each text: a branch that has one more position has one more of them', async () => {
    const y = meansOverTime([a, b], { lengths: lengthsOf(2, 1), time: 3 });
    expect([...(await y.read())]).toEqual([1.5, 2, 20, 10, 5, 0]);
  });

  test('lengths that are all the time there is are the mean over all', async () => {
    const y = meansOverTime([a, b], { lengths: lengthsOf(3, 3), time: 3 });
    expect(await y.read()).toEqual(await meansOverTime([a, b]).read());
  });

  test('an empty text has one window', async () => {
    const y = meansOverTime([a, b], { lengths: lengthsOf(0, 3), time: 3 });
    expect([...(await y.read())].slice(0, 3)).toEqual([1, 1, 10]);
  });

  test('a branch with fewer positions than the text has fewer windows, and at least one', async () => {
    const y = meansOverTime([a], { lengths: lengthsOf(4, 1), time: 5 });
    expect([...(await y.read())]).toEqual([1.5, 10]);
  });

  test('shares the gradient evenly among the windows that count', async () => {
    const y = meansOverTime([a, b], { lengths: lengthsOf(2, 1), time: 3 });
    const [da, db] = gradients(sum(multiply(y, Tensor.from(device, [2, 3, 6, 1, 4, 8], [2, 3]))), [a, b]);
    expect([...(await da.read())]).toEqual([1, 1, 0, 1, 0, 0]);
    expect([...(await db.read())]).toEqual([1, 2, 1, 2, 1, 2, 0, 0, 2, 4, 2, 4, 0, 0, 0, 0]);
  });

  test('one dispatch forward and one back, for three branches', () => {
    const lengths = lengthsOf(2, 1);
    const before = device.counters.dispatches;
    const y = meansOverTime([a, b, a], { lengths, time: 3 });
    expect(device.counters.dispatches - before).toBe(1);
    const loss = sum(y);
    const start = device.counters.dispatches;
    gradients(loss, [b]);
    // The loss's own gradient, that of the sum, and ours.
    expect(device.counters.dispatches - start).toBe(3);
  });

  test('is meanOverTime of each branch, joined, forward and back, for any sizes', () =>
    fc.assert(
      fc.asyncProperty(problems, async ({ time, lengths, branches, seed }) => {
        const random = createRandom(seed);
        const batch = lengths.length;
        const features = branches.map(({ channels, more }) => {
          const shape = [batch, time + more, channels];
          const size = batch * (time + more) * channels;
          return Tensor.from(
            device,
            Array.from({ length: size }, () => 2 * random() - 1),
            shape,
          );
        });
        const plain = features.map((feature, n) => {
          const counts = lengths.map((length) => Math.max(1, length + branches[n].more));
          return meanOverTime(feature, lengthsOf(...counts));
        });
        const expected = concat(plain, 1);
        const y = meansOverTime(features, { lengths: lengthsOf(...lengths), time });
        expect(y.shape).toEqual(expected.shape);
        expectClose(await y.read(), await expected.read(), arithmetic);

        const expectedGradients = gradients(sum(multiply(expected, expected)), features);
        for (const [n, gradient] of gradients(sum(multiply(y, y)), features).entries()) {
          expectClose(await gradient.read(), await expectedGradients[n].read(), arithmetic);
        }
      }),
      { numRuns: 40 },
    ));

  test('positions past the end of a text change no bit', async () => {
    const random = createRandom(5);
    const values = Array.from({ length: 2 * 29 * 4 }, () => 2 * random() - 1);
    const meansOf = async (longer: number) => {
      const texts = [0, 1].flatMap((n) => [
        ...values.slice(n * 29 * 4, (n + 1) * 29 * 4),
        ...new Array<number>(longer * 4).fill(123),
      ]);
      const x = Tensor.from(device, texts, [2, 29 + longer, 4]);
      return meansOverTime([x], { lengths: lengthsOf(29, 17), time: 29 + longer }).read();
    };
    const exact = await meansOf(0);
    for (const longer of [1, 3, 100]) expect(await meansOf(longer)).toEqual(exact);
  });

  test('an empty batch is an empty result', async () => {
    const y = meansOverTime([Tensor.from(device, [], [0, 4, 2]), Tensor.from(device, [], [0, 3, 1])]);
    expect(y.shape).toEqual([0, 3]);
    expect([...(await y.read())]).toEqual([]);
  });

  test('its gradient agrees with central differences', () =>
    checkGradients((a, b, lengths) => meansOverTime([a, b], { lengths, time: 3 }), [a, b, lengthsOf(2, 0)]));

  test('refuses no branches, features of different batches, and lengths that are not one per text', () => {
    expect(() => meansOverTime([])).toThrow(
      new ShapeError('meansOverTime: no features; must be those of at least one branch'),
    );
    const one = Tensor.from(device, [1, 2], [1, 2, 1]);
    expect(() => meansOverTime([a, one])).toThrow(
      new ShapeError('meansOverTime: [1, 2, 1] beside [2, 3, 1]; must all be [batch, time, channels] of one batch'),
    );
    expect(() => meansOverTime([a], { lengths: lengthsOf(1), time: 3 })).toThrow(
      new ShapeError('meansOverTime: x [2, 3, 1], lengths [1]; there must be one length per text, [2]'),
    );
  });
});

const problems = fc.record({
  time: fc.integer({ min: 4, max: 40 }),
  lengths: fc.array(fc.integer({ min: 0, max: 45 }), { minLength: 1, maxLength: 4 }),
  branches: fc.array(
    fc.record({
      channels: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.constantFrom(4, 8)),
      more: fc.integer({ min: -3, max: 4 }),
    }),
    { minLength: 1, maxLength: 5 },
  ),
  seed: fc.integer({ min: 0, max: 2 ** 31 }),
});
