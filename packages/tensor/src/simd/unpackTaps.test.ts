// o filter, k position in the filter, d dimension, n split of the sum over rows
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyCuts, inRanges, memory, numbers, rounded } from '../../test/linearMemory.js';
import { unpackTaps } from './unpackTaps.js';

test('the parts of two taps are added up, and filters come before positions again', () => {
  // Two parts of at most 3 rows, of 2 positions · 2 filters of one dimension: [k0 o0, k0 o1, k1 o0, k1 o1].
  const given = {
    partials: memory.putFloats([1, 2, 3, 4, 10, 20, 30, 40]),
    weight: memory.output(4),
    counts: memory.putIntegers([4]),
  };
  const sizes = { split: 3, taps: 4, dimensions: 1, filters: 2, kernelSize: 2 };
  memory.call(unpackTaps, { ...given, ...sizes, first: 0, last: 4 });
  expect(memory.take(given.weight)).toEqual([11, 33, 22, 44]);
});

test('each sum is taken in the order of the parts that there are, beside other branches, however it is cut', () => {
  const size = fc.integer({ min: 1, max: 5 });
  const cases = fc.record({
    splits: size,
    dimensions: fc.integer({ min: 1, max: 37 }),
    filters: size,
    kernelSize: size,
  });
  fc.assert(
    fc.property(cases, fc.nat({ max: 3 }), fc.nat({ max: 3 }), anyCuts, (sizes, before, after, cuts) => {
      const { splits, ...branch } = sizes;
      const { dimensions, filters, kernelSize } = branch;
      const own = filters * kernelSize;
      const taps = before + own + after;
      // One more than there are rows for.
      const partials = numbers((splits + 1) * taps * dimensions);
      const weight = memory.output(own * dimensions);
      const given = { partials: memory.putFloats(partials) + before * dimensions * 4, weight, taps, ...branch };
      const rows = { counts: memory.putIntegers([5 * splits - 2]), split: 5 };
      inRanges(own, cuts, (range) => memory.call(unpackTaps, { ...given, ...rows, ...range }));
      const expected = Array.from({ length: own * dimensions }, (_, i) => {
        const [o, k] = [Math.floor(i / (kernelSize * dimensions)), Math.floor(i / dimensions) % kernelSize];
        const at = (before + k * filters + o) * dimensions + (i % dimensions);
        return rounded(
          splits,
          (n) => partials[n * taps * dimensions + at],
          () => 1,
        );
      });
      expect(memory.take(weight)).toEqual(expected);
    }),
  );
});
