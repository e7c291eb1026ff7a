import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkGradients } from '../../test/checkGradients.js';
import { devices } from '../../test/devices.js';
import { arrays, elementAt, indicesOf } from '../../test/shapes.js';
import { expectClose } from '../../test/tolerance.js';
import { gradients } from '../gradients.js';
import { ShapeError } from '../shape.js';
import { Tensor } from '../tensor.js';
import { concat } from './concat.js';
import { slice } from './slice.js';
import { sum } from './sum.js';

// An array, an axis of it, and a place to cut that axis in two: at its very ends too.
const cuts = arrays
  .filter(({ shape }) => shape.length > 0)
  .chain((array) => fc.record({ array: fc.constant(array), axis: fc.nat(array.shape.length - 1), share: fc.nat(3) }))
  .map(({ array, axis, share }) => ({ array, axis, cut: Math.min(share, array.shape[axis]) }));

describe.each(devices)('slice on $name', (device) => {
  const x = Tensor.from(device, [1, 2, 3, 4, 5, 6, 7, 8, 9], [3, 3]);

  test('takes the part from the starts up to the ends', async () => {
    const y = slice(x, [1, 0], [3, 2]);
    expect(y.shape).toEqual([2, 2]);
    expect([...(await y.read())]).toEqual([4, 5, 7, 8]);
  });

  test('negative numbers count from the end', async () => {
    expect([...(await slice(x, [-1, 0], [3, -1]).read())]).toEqual([7, 8]);
  });

  test('the gradient is 1 where x was taken and 0 elsewhere', async () => {
    const [dx] = gradients(sum(slice(x, [1, 0], [3, 2])), [x]);
    expect([...(await dx.read())]).toEqual([0, 0, 0, 1, 1, 0, 1, 1, 0]);
  });

  test('an empty part is empty, and its gradient is 0', async () => {
    const y = slice(x, [3, 0], [3, 3]);
    expect(y.shape).toEqual([0, 3]);
    const [dx] = gradients(sum(y), [x]);
    expect([...(await dx.read())]).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0]);
  });

  test('of a number without axes, that number', async () => {
    expect([...(await slice(Tensor.from(device, [7], []), [], []).read())]).toEqual([7]);
  });

  test('both sides of a cut put together again are the whole', async () => {
    await fc.assert(
      fc.asyncProperty(cuts, async ({ array, axis, cut }) => {
        const tensor = Tensor.from(device, array.values, array.shape);
        const at = (place: number, otherwise: (length: number) => number) =>
          array.shape.map((length, d) => (d === axis ? place : otherwise(length)));
        const before = slice(
          tensor,
          array.shape.map(() => 0),
          at(cut, (length) => length),
        );
        const after = slice(
          tensor,
          at(cut, () => 0),
          array.shape,
        );
        expectClose(
          await before.read(),
          indicesOf(array.shape)
            .filter((index) => index[axis] < cut)
            .map((index) => elementAt(array, index)),
        );
        const whole = concat([before, after], axis);
        expect(whole.shape).toEqual(array.shape);
        expectClose(await whole.read(), array.values);
      }),
      { numRuns: 50 },
    );
  });

  test('its gradient agrees with central differences', () =>
    checkGradients(
      (x) => slice(x, [0, 1, 1], [2, 2, 3]),
      [Tensor.from(device, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], [2, 2, 3])],
    ));

  test.each([
    { title: 'a part that reaches beyond x', starts: [0, 0], ends: [4, 3], shown: '[0, 0] to [4, 3]' },
    { title: 'a part that ends before it starts', starts: [2, 0], ends: [1, 3], shown: '[2, 0] to [1, 3]' },
    { title: 'a start before the first element', starts: [-4, 0], ends: [3, 3], shown: '[-4, 0] to [3, 3]' },
    { title: 'too few starts', starts: [0], ends: [3, 3], shown: '[0] to [3, 3]' },
    { title: 'too many ends', starts: [0, 0], ends: [3, 3, 1], shown: '[0, 0] to [3, 3, 1]' },
    { title: 'a fraction', starts: [0.5, 0], ends: [1.5, 3], shown: '[0.5, 0] to [1.5, 3]' },
  ])('$title is refused', ({ starts, ends, shown }) => {
    expect(() => slice(x, starts, ends)).toThrow(
      new ShapeError(`slice: ${shown} of [3, 3]; must be one start and one end per axis, within it`),
    );
  });
});
