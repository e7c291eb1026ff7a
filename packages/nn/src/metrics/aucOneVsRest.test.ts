import { expect, test } from 'vitest';
import { auc } from './auc.js';
import { aucOneVsRest } from './aucOneVsRest.js';

test('with two classes it is the AUC', () => {
  const positive = [0.9, 0.6, 0.7, 0.2];
  const labels = [1, 1, 0, 0];
  const probabilities = positive.flatMap((p) => [1 - p, p]);
  expect(aucOneVsRest(probabilities, labels)).toBeCloseTo(auc(positive, labels), 12);
});

test('averages over the classes that occur, each counting the same', () => {
  // Class 0 before both others: 1. Class 1 before one of two: 0.5. Class 2 before neither: 0. Class 3 does not occur.
  const probabilities = [
    [0.8, 0.1, 0.1, 0.0],
    [0.3, 0.05, 0.2, 0.4],
    [0.2, 0.02, 0.05, 0.7],
  ];
  expect(aucOneVsRest(probabilities.flat(), [0, 1, 2])).toBeCloseTo((1 + 0.5 + 0) / 3, 12);
});

test('with one class only, or no examples, it is NaN', () => {
  expect(aucOneVsRest([0.2, 0.8, 0.3, 0.7], [1, 1])).toBeNaN();
  expect(aucOneVsRest([], [])).toBeNaN();
});

test('rows that are not whole are refused', () => {
  expect(() => aucOneVsRest([0.5, 0.5, 1], [0, 1])).toThrow('aucOneVsRest: 3 probabilities, 2 labels');
});
