import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { comprehensiveness } from './comprehensiveness.js';
import { deletionCurve, insertionCurve } from './curves.js';
import { orderOf, randomOrders } from './order.js';
import { sufficiency } from './sufficiency.js';

describe('orderOf', () => {
  test('the largest first, what speaks against last, equal ones as they stand', () => {
    expect(orderOf([0.5, -2, 3, 0.5])).toEqual([2, 0, 3, 1]);
    expect(orderOf([])).toEqual([]);
  });

  test('an attribution that is not finite is refused', () => {
    expect(() => orderOf([1, Number.NaN])).toThrow(
      new RangeError('orderOf: attributions[1] is NaN; must be a finite number; find out where it comes from'),
    );
  });
});

describe('randomOrders', () => {
  test('each holds every position once, and plain arrays come out', () => {
    fc.assert(
      fc.property(fc.nat(12), fc.nat(5), fc.integer(), (length, count, seed) => {
        const orders = randomOrders(length, count, seed);
        expect(orders).toHaveLength(count);
        for (const order of orders) expect([...order].sort((a, b) => a - b)).toEqual([...Array(length).keys()]);
        expect(orders.every(Array.isArray)).toBe(true);
      }),
    );
  });

  test('the same seed gives the same orders; another seed, and the next order, others', () => {
    expect(randomOrders(20, 2, 7)).toEqual(randomOrders(20, 2, 7));
    const orders = [...randomOrders(20, 2, 7), ...randomOrders(20, 2, 8)].map(String);
    expect(new Set(orders).size).toBe(4);
  });

  test('a length or count that is no whole number is refused', () => {
    expect(() => randomOrders(-1, 1, 0)).toThrow('randomOrders: length is -1; must be a whole number of at least 0');
    expect(() => randomOrders(1, 0.5, 0)).toThrow('randomOrders: count is 0.5; must be a whole number of at least 0');
  });
});

const score = (kept: number[]) => kept.length;

describe.each([
  { name: 'comprehensiveness', call: (order: number[]) => comprehensiveness(score, order, 0.5) },
  { name: 'sufficiency', call: (order: number[]) => sufficiency(score, order, 0.5) },
  { name: 'deletionCurve', call: (order: number[]) => deletionCurve(score, order) },
  { name: 'insertionCurve', call: (order: number[]) => insertionCurve(score, order) },
])('$name refuses an order', ({ name, call }) => {
  test.each([
    ['with a position twice', [0, 2, 2], 'has 2 twice'],
    ['with a position past the end', [0, 1, 3], 'has 3'],
    ['with a negative position', [0, -1, 1], 'has -1'],
    ['with what is no position', [0, 0.5, 1], 'has 0.5'],
    ['with NaN', [0, 1, Number.NaN], 'has NaN'],
  ])('%s', (_, order, what) => {
    expect(() => call(order)).toThrow(RangeError);
    expect(() => call(order)).toThrow(
      `${name}: the order ${what} among its 3 positions; must hold each of 0 … 2 once, the most important first; ` +
        'orderOf makes one of attributions',
    );
  });
});
