import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { curveOf, deletionCurve, deletionSets, insertionCurve, insertionSets } from './curves.js';
import { randomOrders } from './order.js';

// Each position is worth a power of two, so that a score tells what was kept.
const worth = (kept: number[]) => kept.reduce((sum, n) => sum + 2 ** n, 0);
const order = [2, 0, 1];
const anyOrder = fc.tuple(fc.nat(15), fc.integer()).map(([length, seed]) => randomOrders(length, 1, seed)[0]);

test('deletion begins with all positions and takes the most important first', () => {
  expect(deletionSets(order)).toEqual([[0, 1, 2], [0, 1], [1], []]);
});

test('insertion begins with none and puts the most important in first', () => {
  expect(insertionSets(order)).toEqual([[], [2], [0, 2], [0, 1, 2]]);
});

test('sets agree with the definition: the top k, sorted anew', () => {
  fc.assert(
    fc.property(anyOrder, (order) => {
      const ascending = (positions: number[]) => [...positions].sort((a, b) => a - b);
      const steps = [...Array(order.length + 1).keys()];
      expect(deletionSets(order)).toEqual(steps.map((k) => ascending(order.slice(k))));
      expect(insertionSets(order)).toEqual(steps.map((k) => ascending(order.slice(0, k))));
    }),
  );
});

describe('the area', () => {
  test('is that of trapezoids over k / length, k = 0 included', () => {
    // Three steps a third wide: (7+3)/2, (3+2)/2 and (2+0)/2 high.
    expect(curveOf([7, 3, 2, 0])).toEqual({ scores: [7, 3, 2, 0], auc: (5 + 2.5 + 1) / 3 });
    expect(deletionCurve(worth, order)).toEqual(curveOf([7, 3, 2, 0]));
    expect(insertionCurve(worth, order)).toEqual(curveOf([0, 4, 5, 7]));
  });

  test('of one position: the mean of both scores', () => {
    expect(deletionCurve(worth, [0])).toEqual({ scores: [1, 0], auc: 0.5 });
  });

  test('of no position: the one score', () => {
    expect(deletionCurve(() => 0.3, [])).toEqual({ scores: [0.3], auc: 0.3 });
    expect(insertionCurve(() => 0.3, [])).toEqual({ scores: [0.3], auc: 0.3 });
  });

  test('of a constant score is that score, however long the order', () => {
    fc.assert(
      fc.property(anyOrder, fc.integer({ min: -9, max: 9 }), (order, score) => {
        const curve = deletionCurve(() => score, order);
        expect(curve).toEqual(insertionCurve(() => score, order));
        expect(curve.scores).toEqual(new Array(order.length + 1).fill(score));
        expect(curve.auc).toBeCloseTo(score, 12);
      }),
    );
  });

  test('of deletion is that of insertion in the reverse order', () => {
    fc.assert(
      fc.property(anyOrder, (order) => {
        const reversed = insertionCurve(worth, [...order].reverse());
        const curve = deletionCurve(worth, order);
        expect(curve.scores).toEqual([...reversed.scores].reverse());
        expect(curve.auc).toBeCloseTo(reversed.auc, 9);
      }),
    );
  });

  test('agrees with the sum of trapezoids, one by one', () => {
    const scores = fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 2, maxLength: 20 });
    fc.assert(
      fc.property(scores, (scores) => {
        let area = 0;
        for (let k = 1; k < scores.length; k++) area += ((scores[k - 1] + scores[k]) / 2) * (1 / (scores.length - 1));
        expect(curveOf(scores).auc).toBeCloseTo(area, 9);
      }),
    );
  });
});

test.each([deletionCurve, insertionCurve])('f gets one list alone, its own: $name', (curve) => {
  const greedy = (...given: number[][]) => {
    expect(given).toHaveLength(1);
    return given[0].splice(0).length;
  };
  const scores = curve(greedy, order).scores;
  expect([...scores].sort()).toEqual([0, 1, 2, 3]);
});
