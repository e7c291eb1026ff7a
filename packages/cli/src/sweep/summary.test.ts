import type { SweptCandidate } from '@textcam/gradcam';
import { describe, expect, test } from 'vitest';
import { spreadOf } from './summary.js';
import { verdictOf } from './verdict.js';

describe('the spread of values', () => {
  test('is their mean, and the deviation of a sample', () => {
    expect(spreadOf([1, 3])).toEqual({ mean: 2, deviation: Math.SQRT2 });
    expect(spreadOf([2, 4, 4, 6])).toEqual({ mean: 4, deviation: Math.sqrt(8 / 3) });
  });

  test('of one has no deviation, and of none no mean; values that do not exist do not count', () => {
    expect(spreadOf([5])).toEqual({ mean: 5, deviation: null });
    expect(spreadOf([null, 5, Number.NaN])).toEqual({ mean: 5, deviation: null });
    expect(spreadOf([])).toEqual({ mean: null, deviation: null });
  });
});

const candidate = (epochs: string, aucs: number[]): SweptCandidate => ({
  ...{
    label: `epochs ${epochs}`,
    values: [epochs],
    seeds: aucs.map((_, n) => n),
    failed: 0,
    aucs,
    auc: spreadOf(aucs),
  },
  ...{ accuracy: spreadOf([]), logLoss: spreadOf([]), expectedCalibrationError: spreadOf([]) },
  ...{ seconds: 1, parameters: 1, bytes: 1 },
});

describe('the best by mean AUC', () => {
  const verdict = (...candidates: SweptCandidate[]) => verdictOf(candidates);

  test('is best by more than the seeds make when it is two standard errors ahead', () => {
    // Deviations of 0.01√2 over two seeds each: √(0.0002/2 + 0.0002/2) = 0.0141, and 0.1 is more than twice that.
    expect(verdict(candidate('2', [0.89, 0.91]), candidate('1', [0.79, 0.81]))).toBe(
      'The best mean AUC is 0.9000, of epochs 2; the next one is 0.1000 below. That is more than the seeds make: the standard error of the difference is 0.0141.',
    );
    expect(verdict(candidate('2', [0.89, 0.91]), candidate('1', [0.87, 0.89]))).toContain('within what the seeds make');
  });

  test('cannot be told from the next with one seed, nor alone, nor without an AUC', () => {
    expect(verdict(candidate('2', [0.9]), candidate('1', [0.8]))).toContain('With one seed it cannot be told');
    expect(verdict(candidate('2', [0.9]))).toBe('Its mean AUC is 0.9000; there is nothing to compare it with.');
    expect(verdict(candidate('2', []))).toBe('No run has an AUC yet.');
  });
});
