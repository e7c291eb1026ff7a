import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Ids, NgramTable } from './ngramTable.js';

/** An n-gram of two words whose value is the first of them. */
const pair = (first: number, second = 0) => ({ ids: new Ids(Int32Array.of(first, second)), value: first });

function tableOf(firsts: readonly number[], room: number): NgramTable {
  const table = new NgramTable(room);
  for (const { ids, value } of firsts.map((first) => pair(first))) table.add(ids, value);
  return table;
}

const listed = (table: NgramTable, minimum = 1) => table.ranked(minimum).map(({ value, count }) => [value, count]);

describe('a table of n-grams', () => {
  test('ranks by value, and counts', () => {
    expect(listed(tableOf([1, 3, 1, 2], 10))).toEqual([
      [3, 1],
      [2, 1],
      [1, 2],
    ]);
    expect(listed(tableOf([1, 3, 1, 2], 10), 2)).toEqual([[1, 2]]);
  });

  test('in bounded memory the counts of the largest are those of counting them all', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(60), { maxLength: 300 }), fc.integer({ min: 1, max: 8 }), (firsts, room) => {
        const kept = listed(tableOf(firsts, room));
        const all = listed(tableOf(firsts, 1000));
        expect(kept.length).toBeLessThan(2 * room);
        expect(kept.length).toBeGreaterThanOrEqual(Math.min(room, all.length));
        expect(kept).toEqual(all.slice(0, kept.length));
      }),
    );
  });

  test('of equals that do not all fit, none stays: what came back would be counted anew', () => {
    const table = new NgramTable(2);
    const equals = [10, 11, 12, 13].map((second) => new Ids(Int32Array.of(1, second)));
    for (const ids of [...equals, ...equals]) table.add(ids, 1);
    expect(listed(table)).toEqual([]);
  });

  test('NaN is no value to rank', () => {
    const table = new NgramTable(2);
    table.add(pair(1).ids, Number.NaN);
    expect(listed(table)).toEqual([]);
  });
});
