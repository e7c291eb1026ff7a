import fc from 'fast-check';
import { expect, test } from 'vitest';
import { auc } from './auc.js';
import { rocCurve } from './rocCurve.js';

const point = (threshold: number, falsePositiveRate: number, truePositiveRate: number) => ({
  threshold,
  falsePositiveRate,
  truePositiveRate,
});

test('goes from (0, 0) to (1, 1), one point for each score', () => {
  expect(rocCurve([0.9, 0.6, 0.7, 0.2], [1, 1, 0, 0])).toEqual([
    point(Number.POSITIVE_INFINITY, 0, 0),
    point(0.9, 0, 0.5),
    point(0.7, 0.5, 0.5),
    point(0.6, 0.5, 1),
    point(0.2, 1, 1),
  ]);
});

test('equal scores move together', () => {
  expect(rocCurve([0.5, 0.5], [1, 0])).toEqual([point(Number.POSITIVE_INFINITY, 0, 0), point(0.5, 1, 1)]);
});

test('there is no curve for one class, no examples, or a score that is NaN', () => {
  expect(rocCurve([0.1, 0.2], [1, 1])).toEqual([]);
  expect(rocCurve([], [])).toEqual([]);
  expect(rocCurve([0.1, Number.NaN], [1, 0])).toEqual([]);
});

test('a label other than 0 and 1 is refused', () => {
  expect(() => rocCurve([0.1], [2])).toThrow('rocCurve: class 2 of example 0; must be a whole number from 0 to 1');
});

test('the trapezoids under it add up to the AUC', () => {
  const example = fc.record({ score: fc.integer({ min: 0, max: 9 }), label: fc.nat(1) });
  fc.assert(
    fc.property(fc.array(example), (examples) => {
      const scores = examples.map(({ score }) => score);
      const labels = examples.map(({ label }) => label);
      const points = rocCurve(scores, labels);
      fc.pre(points.length > 0);
      let area = 0;
      for (let n = 1; n < points.length; n++) {
        const width = points[n].falsePositiveRate - points[n - 1].falsePositiveRate;
        area += (width * (points[n].truePositiveRate + points[n - 1].truePositiveRate)) / 2;
      }
      expect(area).toBeCloseTo(auc(scores, labels), 12);
    }),
  );
});
