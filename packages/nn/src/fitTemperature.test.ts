import { ShapeError } from '@textcam/tensor';
import { describe, expect, test } from 'vitest';
import { fitTemperature } from './fitTemperature.js';

describe('fitTemperature', () => {
  // Of four examples that are said to be 3 : 1, three are: as sure as right.
  const right = Array.from({ length: 4 }, () => [0, Math.log(3)]);
  const labels = [1, 1, 1, 0];
  const times = (scale: number) => right.map((row) => row.map((logit) => scale * logit));

  test('of a model that is as right as it is sure is 1', () => {
    expect(fitTemperature(right, labels)).toBeCloseTo(1, 12);
  });

  test.each([10, 2, 0.5, 0.1])('finds by how much logits were scaled: %d', (scale) => {
    expect(fitTemperature(times(scale), labels) / scale).toBeCloseTo(1, 12);
  });

  test('what is added to all logits of an example changes nothing', () => {
    const moved = times(2).map((row, n) => row.map((logit) => logit + 1000 * n));
    expect(fitTemperature(moved, labels)).toBeCloseTo(2, 10);
  });

  test('of three classes, no temperature near it has a lower loss', () => {
    const logits = [
      [3, 1, 0],
      [0, 4, 2],
      [1, 2, 1.5],
      [5, 0, 1],
    ];
    const truth = [0, 2, 2, 0];
    const lossAt = (t: number) =>
      logits.reduce((sum, row, n) => {
        const total = row.reduce((all, logit) => all + Math.exp(logit / t), 0);
        return sum + Math.log(total) - row[truth[n]] / t;
      }, 0);
    const best = fitTemperature(logits, truth);
    expect(best).toBeGreaterThan(1 / 64);
    for (const other of [0.99 * best, 1.01 * best]) expect(lossAt(other)).toBeGreaterThan(lossAt(best));
  });

  test('labels that the logits separate give the lower bound, always the wrong ones the upper', () => {
    expect(fitTemperature(right, [1, 1, 1, 1])).toBeCloseTo(1 / 64, 12);
    expect(fitTemperature(times(1000), [1, 1, 1, 1])).toBeCloseTo(1 / 64, 12);
    expect(fitTemperature(right, [0, 0, 0, 0])).toBeCloseTo(64, 9);
  });

  test('logits that say nothing, or none, leave it at 1', () => {
    expect(fitTemperature([[2, 2]], [0])).toBe(1);
    expect(fitTemperature([], [])).toBe(1);
  });

  test('labels that do not fit, and logits that are not finite, are refused', () => {
    expect(() => fitTemperature(right, [1])).toThrow(ShapeError);
    expect(() => fitTemperature([[0, 1]], [2])).toThrow(ShapeError);
    expect(() => fitTemperature([[0, Number.NaN]], [0])).toThrow('fitTemperature: a logit is NaN; must be finite');
  });
});
