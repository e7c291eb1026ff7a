import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { integratedGradients } from './integratedGradients.js';

const sumOf = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

describe('integratedGradients', () => {
  test('of a linear function: weight times distance from the baseline', () => {
    // F = 2 x₀ - 3 x₁, from (1, 1) to (4, 2).
    expect(integratedGradients(() => [2, -3], [4, 2], [1, 1], { steps: 1 })).toEqual([6, -3]);
  });

  test('gradients are taken in the middle of equal steps', () => {
    const places: number[] = [];
    const gradient = ([x]: number[]) => {
      places.push(x);
      return [1];
    };
    integratedGradients(gradient, [10], [2], { steps: 4 });
    expect(places).toEqual([3, 5, 7, 9]);
  });

  test('50 steps when left out, and a baseline of one number stands for all', () => {
    let calls = 0;
    const gradient = (x: number[]) => {
      calls += 1;
      return x.map(() => 1);
    };
    const values = integratedGradients(gradient, [3, 5], 1);
    expect(values[0]).toBeCloseTo(2, 12);
    expect(values[1]).toBeCloseTo(4, 12);
    expect(calls).toBe(50);
  });

  test('completeness: for a quadratic function the values sum to what it gains, with any steps', () => {
    // F = Σ_n c_n x_n² + Σ_n x_n x_{n+1}, whose gradient is linear.
    const point = fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(point, point, point, fc.integer({ min: 1, max: 7 }), (c, x, baseline, steps) => {
        const f = (at: number[]) => sumOf(at.map((value, n) => c[n] * value ** 2 + value * (at[n + 1] ?? 0)));
        const gradient = (at: number[]) => at.map((value, n) => 2 * c[n] * value + (at[n + 1] ?? 0) + (at[n - 1] ?? 0));
        const values = integratedGradients(gradient, x, baseline, { steps });
        expect(sumOf(values)).toBeCloseTo(f(x) - f(baseline), 9);
      }),
    );
  });

  test('of a curved function, ten times the steps bring the sum a hundred times nearer', () => {
    // F = exp(x₀ x₁), from 0 to (1, 2): it gains e² - 1.
    const gradient = ([a, b]: number[]) => [b * Math.exp(a * b), a * Math.exp(a * b)];
    const gap = (steps: number) => Math.abs(sumOf(integratedGradients(gradient, [1, 2], 0, { steps })) - Math.expm1(2));
    // The midpoint rule's error falls with the square of the steps.
    expect(gap(10) / gap(100)).toBeGreaterThan(95);
    expect(gap(10) / gap(100)).toBeLessThan(105);
  });

  test('agrees with the plain loop', () => {
    const gradient = ([a, b]: number[]) => [Math.cos(a) * b, Math.sin(a)];
    const [x, from, steps] = [[0.7, -1.3], [0.1, 0.4], 50];
    const expected = [0, 0];
    for (let i = 0; i < steps; i++) {
      const alpha = (2 * i + 1) / (2 * steps);
      const a = from[0] + alpha * (x[0] - from[0]);
      const b = from[1] + alpha * (x[1] - from[1]);
      expected[0] += (Math.cos(a) * b * (x[0] - from[0])) / steps;
      expected[1] += (Math.sin(a) * (x[1] - from[1])) / steps;
    }
    const values = integratedGradients(gradient, x, from);
    for (const n of values.keys()) expect(values[n]).toBeCloseTo(expected[n], 12);
  });

  test('lengths that differ, and steps that are none, are refused', () => {
    const error = (call: () => void, message: string) => {
      expect(call).toThrow(RangeError);
      expect(call).toThrow(message);
    };
    error(
      () => integratedGradients((x) => x, [1, 2], [0]),
      'integratedGradients: baseline holds 1 numbers; must be 2, one for each of x',
    );
    error(
      () => integratedGradients(() => [1], [1, 2], 0),
      'integratedGradients: the gradient holds 1 numbers; must be 2, one for each of x',
    );
    for (const steps of [0, 2.5, -1, Number.NaN]) {
      error(
        () => integratedGradients((x) => x, [1], 0, { steps }),
        `integratedGradients: steps is ${steps}; must be a whole number of at least 1`,
      );
    }
  });

  test('of nothing it is nothing', () => expect(integratedGradients((x) => x, [], 0)).toEqual([]));
});
