// r distinct row of the table, f filter tap, d dimension
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyCuts, inRanges, memory, numbers, rounded } from '../../test/linearMemory.js';
import { projectRows, tableGradient } from './projectRows.js';
import { packPanels, panelsOf } from './tile.js';

// Both sides of every multiple of 4 and 8 that a tile counts in.
const sizes = fc.record({
  tableRows: fc.integer({ min: 1, max: 12 }),
  dimensions: fc.integer({ min: 1, max: 19 }),
  taps: fc.integer({ min: 1, max: 19 }),
  cuts: anyCuts,
});

const packed = (source: number, innerStride: number, columnStride: number, inner: number, columns: number) => {
  const panels = memory.output(panelsOf(columns) * inner * 8);
  const range = { first: 0, last: panelsOf(columns) };
  memory.call(packPanels, { source, innerStride, columnStride, inner, columns, panels, ...range });
  return panels;
};

test('a panel holds 8 columns row by row, with zeros where there are none', () => {
  // [[1, 2, 3], [4, 5, 6]]
  const source = memory.putFloats([1, 2, 3, 4, 5, 6]);
  const rest = [0, 0, 0, 0, 0];
  expect(memory.take(packed(source, 3, 1, 2, 3))).toEqual([1, 2, 3, ...rest, 4, 5, 6, ...rest]);
});

describe('projectRows', () => {
  test('multiplies the rows that occur with every tap, in one order of summation however it is cut', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), ({ tableRows, dimensions, taps, cuts }, seed) => {
        const rows = [...Array(tableRows).keys()].filter((row) => (seed >> row) % 2 === 0);
        const [table, weight] = [numbers(tableRows * dimensions, seed), numbers(taps * dimensions, seed + 1)];
        const projected = memory.output(rows.length * taps);
        const given = {
          table: memory.putFloats(table),
          rows: memory.putIntegers(rows),
          counts: memory.putIntegers([rows.length, 0]),
          panels: packed(memory.putFloats(weight), 1, dimensions, dimensions, taps),
          projected,
          dimensions,
          taps,
        };
        // As many units as the table has rows: those beyond the count are left alone.
        inRanges(tableRows, cuts, (range) => memory.call(projectRows, { ...given, ...range }));
        const expected = rows.flatMap((row) =>
          Array.from({ length: taps }, (_, f) =>
            rounded(
              dimensions,
              (d) => table[row * dimensions + d],
              (d) => weight[f * dimensions + d],
            ),
          ),
        );
        expect(memory.take(projected)).toEqual(expected);
      }),
    );
  });
});

describe('tableGradient', () => {
  test('gives each row that occurs the taps scaled by its gradients, the others 0, however it is cut', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), ({ tableRows, dimensions, taps, cuts }, seed) => {
        const rows = [...Array(tableRows).keys()].filter((row) => (seed >> row) % 3 !== 0);
        const placeOfRow = [...Array(tableRows).keys()].map((row) => rows.indexOf(row));
        const [dy, weight] = [numbers(rows.length * taps, seed), numbers(taps * dimensions, seed + 1)];
        const dTable = memory.output(tableRows * dimensions);
        const given = {
          dProjected: memory.putFloats(dy),
          placeOfRow: memory.putIntegers(placeOfRow),
          panels: packed(memory.putFloats(weight), dimensions, 1, taps, dimensions),
          dTable,
          dimensions,
          taps,
        };
        inRanges(tableRows, cuts, (range) => memory.call(tableGradient, { ...given, ...range }));
        const expected = placeOfRow.flatMap((place) =>
          Array.from({ length: dimensions }, (_, d) =>
            place < 0
              ? 0
              : rounded(
                  taps,
                  (f) => dy[place * taps + f],
                  (f) => weight[f * dimensions + d],
                ),
          ),
        );
        expect(memory.take(dTable)).toEqual(expected);
      }),
    );
  });
});
