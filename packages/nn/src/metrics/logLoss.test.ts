import { expect, test } from 'vitest';
import { logLoss } from './logLoss.js';

test('is the mean of -ln of the probability of the label', () => {
  expect(logLoss([0.5, 0.5, 0.75, 0.25], [0, 1])).toBeCloseTo((Math.log(2) + Math.log(4)) / 2, 12);
});

test('a certain mistake costs 52 ln 2, and certainty that is right next to nothing', () => {
  expect(logLoss([1, 0], [1])).toBeCloseTo(52 * Math.log(2), 12);
  expect(logLoss([1, 0], [0])).toBeLessThan(1e-15);
});

test('of no examples it is NaN', () => expect(logLoss([], [])).toBeNaN());

test('a label without probability is refused', () => {
  expect(() => logLoss([0.5, 0.5], [2])).toThrow('logLoss: class 2 of example 0; must be a whole number from 0 to 1');
  expect(() => logLoss([0.5], [])).toThrow('logLoss: 1 probabilities, 0 labels');
});
