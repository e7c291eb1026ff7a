// r distinct row of the table, f filter tap, d dimension
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyCuts, inRanges, memory, numbers, rounded } from '../../test/linearMemory.js';
import { tapsGradient, tapsUnits, tapsWorkspace } from './tapsGradient.js';

test('sums over the rows of each split in order, none beyond the last, however it is cut', () => {
  fc.assert(
    fc.property(
      fc.record({
        count: fc.integer({ min: 0, max: 12 }),
        splits: fc.integer({ min: 1, max: 4 }),
        splitRows: fc.integer({ min: 3, max: 7 }),
        dimensions: fc.integer({ min: 1, max: 19 }),
        taps: fc.integer({ min: 1, max: 11 }),
        cuts: anyCuts,
      }),
      fc.nat(),
      (sizes, seed) => expectSums(sizes, seed),
    ),
  );
});

test('more dimensions than are laid out at once, and many rows', () => {
  expectSums({ count: 700, splits: 2, splitRows: 600, dimensions: 139, taps: 5, cuts: [0.3] }, 5);
});

interface Sizes {
  count: number;
  splits: number;
  splitRows: number;
  dimensions: number;
  taps: number;
  cuts: number[];
}

function expectSums({ count, splits, splitRows, dimensions, taps, cuts }: Sizes, seed: number): void {
  const rows = Array.from({ length: count }, (_, r) => 2 * r + 1);
  const [table, dy] = [numbers(2 * count * dimensions, seed), numbers(count * taps, seed + 1)];
  const partials = memory.output(splits * taps * dimensions);
  const given = {
    dProjected: memory.putFloats(dy),
    table: memory.putFloats(table),
    rows: memory.putIntegers(rows),
    counts: memory.putIntegers([count, 0]),
    workspace: memory.output(tapsWorkspace(splitRows) / 4),
    partials,
    dimensions,
    taps,
    splitRows,
  };
  inRanges(tapsUnits(splits, dimensions), cuts, (range) => memory.call(tapsGradient, { ...given, ...range }));
  memory.take(given.workspace);
  const expected = Array.from({ length: splits * taps * dimensions }, (_, i) => {
    const start = Math.floor(i / (taps * dimensions)) * splitRows;
    const f = Math.floor(i / dimensions) % taps;
    if (start >= count) return Number.NaN;
    return rounded(
      Math.max(0, Math.min(splitRows, count - start)),
      (n) => dy[(start + n) * taps + f],
      (n) => table[rows[start + n] * dimensions + (i % dimensions)],
    );
  });
  expect(memory.take(partials)).toEqual(expected);
}
