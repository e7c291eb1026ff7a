import fc from 'fast-check';
import { anyCuts, numbers } from './linearMemory.js';

/** One branch over a batch, its taps among those of others. */
export const tapCases = fc
  .record({
    batch: fc.integer({ min: 1, max: 4 }),
    inTime: fc.integer({ min: 1, max: 6 }),
    filters: fc.integer({ min: 1, max: 21 }),
    kernelSize: fc.integer({ min: 1, max: 4 }),
    padding: fc.integer({ min: 0, max: 3 }),
    // Columns of other branches, before and after.
    before: fc.nat({ max: 3 }),
    after: fc.nat({ max: 3 }),
    cuts: anyCuts,
    seed: fc.nat(),
  })
  .filter(({ inTime, kernelSize, padding }) => inTime + 2 * padding >= kernelSize)
  .map((sizes) => ({
    ...sizes,
    outTime: sizes.inTime + 2 * sizes.padding - sizes.kernelSize + 1,
    taps: sizes.before + sizes.filters * sizes.kernelSize + sizes.after,
  }));

export const tableRows = 5;

/** Rows of such a table, and some -1. */
export const idsOf = (count: number, seed: number) =>
  Array.from(numbers(count, seed), (x) => Math.min(tableRows - 1, Math.floor(((x + 1) / 2) * (tableRows + 1)) - 1));
