import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { KeyTable } from './keyTable.js';

const key = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });

describe('a table of keys', () => {
  test('knows each by its place, and no other', () => {
    const table = new KeyTable(Float64Array.of(7, 2 ** 40, 2 ** 40 + 1));
    expect([7, 2 ** 40, 2 ** 40 + 1, 8, 0].map((one) => table.placeOf(one))).toEqual([0, 1, 2, -1, -1]);
  });

  test('without keys knows none', () => {
    expect(new KeyTable(new Float64Array()).placeOf(0)).toBe(-1);
  });

  test('does so for any keys', () => {
    fc.assert(
      fc.property(fc.uniqueArray(key), fc.array(key), (keys, others) => {
        const table = new KeyTable(Float64Array.from(keys));
        keys.forEach((one, n) => {
          expect(table.placeOf(one)).toBe(n);
        });
        for (const other of others) expect(table.placeOf(other)).toBe(keys.indexOf(other));
      }),
    );
  });

  test('keys that differ by the table’s size are told apart', () => {
    const keys = Float64Array.from({ length: 1000 }, (_, n) => n * 2 ** 32);
    const table = new KeyTable(keys);
    expect([...keys].every((one, n) => table.placeOf(one) === n)).toBe(true);
  });
});
