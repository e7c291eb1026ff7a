import { describe, expect, test } from 'vitest';
import { maxSensitivity } from './maxSensitivity.js';

describe('maxSensitivity', () => {
  test('of an explanation that never moves is 0', () => expect(maxSensitivity(() => [1, 2], [5, 6])).toBe(0));

  test('is the largest distance over the norm of the explanation of x', () => {
    // At x it is (3, 4), of norm 5; then (3, 4), (3, 14), (0, 0): distances 0, 10 and 5.
    const explanations = [
      [3, 4],
      [3, 4],
      [3, 14],
      [0, 0],
    ];
    expect(maxSensitivity(() => explanations.shift() ?? [], [1, 1], { samples: 3 })).toBe(2);
  });

  test('points are drawn evenly within the radius, 10 of them within 0.02 when left out', () => {
    const seen: number[][] = [];
    const watch = (x: number[]) => {
      seen.push(x);
      return [1];
    };
    maxSensitivity(watch, [10, 20]);
    expect(seen).toHaveLength(1 + 10);
    expect(seen[0]).toEqual([10, 20]);
    expect(seen.every(([a, b]) => Math.abs(a - 10) <= 0.02 && Math.abs(b - 20) <= 0.02)).toBe(true);

    seen.length = 0;
    maxSensitivity(watch, [0], { radius: 1, samples: 4000, seed: 1 });
    const quarters = [0, 0, 0, 0];
    for (const [x] of seen.slice(1)) quarters[Math.floor((x + 1) * 2)] += 1;
    // 1,000 each are expected, give or take 27: 140 is five standard deviations.
    for (const count of quarters) expect(Math.abs(count - 1000)).toBeLessThan(140);
  });

  test('an explanation that is all 0 is divided by 1, as in Captum', () => {
    const explanations = [[0], [3], [0]];
    expect(maxSensitivity(() => explanations.shift() ?? [], [1], { samples: 2 })).toBe(3);
  });

  test('of an explanation proportional to x it is at most radius over |x|, and near it with many samples', () => {
    // |2(x + d) - 2x| / |2x| = |d| / 4.
    const value = maxSensitivity(([x]) => [2 * x], [4], { radius: 0.4, samples: 200, seed: 5 });
    expect(value).toBeLessThanOrEqual(0.1);
    expect(value).toBeGreaterThan(0.09);
  });

  test('the same seed gives the same bits, another seed others', () => {
    const at = (seed: number) => maxSensitivity((x) => x, [1], { seed });
    expect(at(1)).toBe(at(1));
    expect(at(1)).not.toBe(at(2));
  });

  test('an explanation that is not a number shows in the result', () => {
    const explanations = [[1], [Number.NaN], [2]];
    expect(maxSensitivity(() => explanations.shift() ?? [], [1], { samples: 2 })).toBeNaN();
  });

  test('nonsense is refused', () => {
    const explanations = [[1], [1, 2]];
    expect(() => maxSensitivity(() => explanations.shift() ?? [], [1])).toThrow(
      new RangeError('maxSensitivity: an explanation holds 2 numbers; must be 1, one for each of the first'),
    );
    expect(() => maxSensitivity((x) => x, [Number.NaN])).toThrow('maxSensitivity: x[0] is NaN');
    expect(() => maxSensitivity((x) => x, [1], { radius: -1 })).toThrow('maxSensitivity: radius is -1');
    expect(() => maxSensitivity((x) => x, [1], { samples: 0 })).toThrow('maxSensitivity: samples is 0');
  });
});
