import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { infidelity } from './infidelity.js';

describe('infidelity', () => {
  test('of the gradient of an affine function is 0', () => {
    const point = fc.array(fc.double({ min: -9, max: 9, noNaN: true }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(point, point, fc.integer(), (weights, x, seed) => {
        const f = (at: number[]) => at.reduce((sum, value, n) => sum + weights[n] * value, 5);
        expect(infidelity(f, x, weights, { samples: 20, deviation: 2, seed })).toBeLessThan(1e-24);
      }),
    );
  });

  test('of an affine function is the squared error of the gradient times the variance of the noise', () => {
    // The errors are 3 and -4, their squares 25; the variance 0.25. The mean of 20,000 squares is 1 % off, as standard deviations go.
    const f = ([a, b]: number[]) => 2 * a + 7 * b;
    const value = infidelity(f, [1, 1], [5, 3], { samples: 20_000, deviation: 0.5, seed: 1 });
    expect(value / (25 * 0.25)).toBeGreaterThan(0.95);
    expect(value / (25 * 0.25)).toBeLessThan(1.05);
  });

  test('compares with the loss of taking the noise away, not of adding it', () => {
    // A kink at 0, where the slope is 1 above and 100 below: taking I > 0 away and adding it lead to different sides.
    const kink = (x: number) => (x < 0 ? 100 * x : x);
    const places: number[] = [];
    const f = ([x]: number[]) => {
      places.push(x);
      return kink(x);
    };
    const value = infidelity(f, [0], [1], { samples: 50, deviation: 1, seed: 3 });
    const noise = places.slice(1).map((place) => -place);
    const errors = noise.map((i) => i * 1 - (kink(0) - kink(0 - i)));
    expect(value).toBeCloseTo(errors.reduce((sum, error) => sum + error ** 2, 0) / 50, 9);
  });

  test('the same seed gives the same bits, another seed others', () => {
    const square = ([x]: number[]) => x * x;
    const at = (seed: number) => infidelity(square, [1], [2], { samples: 5, seed });
    expect(at(1)).toBe(at(1));
    expect(at(1)).not.toBe(at(2));
  });

  test('1000 samples of deviation 0.1 from seed 0 when left out', () => {
    const square = ([x]: number[]) => x * x;
    const [left, said] = [undefined, { samples: 1000, deviation: 0.1, seed: 0 }].map((options) =>
      infidelity(square, [1], [2], options),
    );
    expect(left).toBe(said);
    // Foretold 2 I, lost 2 I - I²: the error is I², and E[I⁴] = 3 σ⁴ = 3e-4, of relative standard deviation √(32/3) / √1000 = 10 %.
    expect(left).toBeGreaterThan(1.8e-4);
    expect(left).toBeLessThan(4.2e-4);
  });

  test('nonsense is refused', () => {
    const f = () => 0;
    expect(() => infidelity(f, [1, 2], [1])).toThrow(
      new RangeError('infidelity: attributions holds 1 numbers; must be 2, one for each of x'),
    );
    expect(() => infidelity(f, [Number.NaN], [1])).toThrow('infidelity: x[0] is NaN; must be a finite number');
    expect(() => infidelity(f, [1], [Number.POSITIVE_INFINITY])).toThrow('infidelity: attributions[0] is Infinity');
    expect(() => infidelity(f, [1], [1], { samples: 0 })).toThrow('infidelity: samples is 0');
    expect(() => infidelity(f, [1], [1], { deviation: 0 })).toThrow(
      new RangeError('infidelity: deviation is 0; must be a finite number above 0'),
    );
  });
});
