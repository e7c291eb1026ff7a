import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { occlusion } from './occlusion.js';

const sumOf = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** What is hidden, call by call, when every place of x holds 1 and hidden ones 0. */
function windows(length: number, options: { window?: number; stride?: number }): string[] {
  const seen: string[] = [];
  const f = (x: number[]) => {
    seen.push(x.map((value) => (value === 1 ? '.' : '#')).join(''));
    return 0;
  };
  occlusion(f, new Array<number>(length).fill(1), options);
  return seen.slice(1);
}

describe('occlusion', () => {
  test('one element at a time: what the function loses without it', () => {
    // F = x₀ x₁ + 10 x₂ at (2, 3, 4): 46, and 40, 40, 6 without.
    expect(occlusion(([a, b, c]) => a * b + 10 * c, [2, 3, 4])).toEqual([6, 6, 40]);
  });

  test('windows slide by the stride until one reaches the end', () => {
    expect(windows(5, { window: 3 })).toEqual(['###..', '.###.', '..###']);
    expect(windows(4, { window: 2, stride: 2 })).toEqual(['##..', '..##']);
  });

  test('the last window is cut off at the end', () => {
    expect(windows(5, { window: 2, stride: 2 })).toEqual(['##...', '..##.', '....#']);
    expect(windows(2, { window: 5 })).toEqual(['##']);
  });

  test('each element gets the mean over the windows that cover it', () => {
    // F = Σ x at (1, 2, 4): windows of two lose 3 and 6.
    expect(occlusion(sumOf, [1, 2, 4], { window: 2 })).toEqual([3, 4.5, 6]);
  });

  test('with a stride above the window, elements between windows get 0', () => {
    expect(occlusion(sumOf, [1, 2, 4, 8, 16], { stride: 3 })).toEqual([1, 0, 0, 8, 0]);
  });

  test('hidden elements stand at the baseline, one number for all or one each', () => {
    expect(occlusion(sumOf, [1, 2], { baseline: 1 })).toEqual([0, 1]);
    expect(occlusion(sumOf, [1, 2], { baseline: [3, 2] })).toEqual([-2, 0]);
  });

  test('agrees with the definition, element by element', () => {
    const f = (x: number[]) => x.reduce((total, value, n) => total + value * (n + 1) + value * (x[n - 1] ?? 0), 0);
    const size = fc.integer({ min: 1, max: 4 });
    const x = fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { maxLength: 9 });
    fc.assert(
      fc.property(x, size, size, fc.double({ min: -1, max: 1, noNaN: true }), (x, window, stride, baseline) => {
        const starts: number[] = [];
        for (let start = 0; start < x.length; start += stride) {
          starts.push(start);
          if (start + window >= x.length) break;
        }
        const values = occlusion(f, x, { window, stride, baseline });
        for (const n of x.keys()) {
          const covering = starts.filter((start) => start <= n && n < start + window);
          const losses = covering.map((start) => {
            const hidden = [...x];
            hidden.fill(baseline, start, start + window);
            return f(x) - f(hidden);
          });
          expect(values[n]).toBeCloseTo(losses.length === 0 ? 0 : sumOf(losses) / losses.length, 9);
        }
      }),
    );
  });

  test('a function that changes its argument does no harm', () => {
    const x = [1, 2];
    expect(occlusion((given) => sumOf(given.splice(0)), x)).toEqual([1, 2]);
    expect(x).toEqual([1, 2]);
  });

  test('windows and strides that are none, and a baseline of another length, are refused', () => {
    expect(() => occlusion(sumOf, [1], { window: 0 })).toThrow(
      new RangeError('occlusion: window is 0; must be a whole number of at least 1'),
    );
    expect(() => occlusion(sumOf, [1], { stride: 1.5 })).toThrow(
      new RangeError('occlusion: stride is 1.5; must be a whole number of at least 1'),
    );
    expect(() => occlusion(sumOf, [1], { baseline: [1, 2] })).toThrow(
      new RangeError('occlusion: baseline holds 2 numbers; must be 1, one for each of x'),
    );
  });

  test('of nothing it is nothing', () => expect(occlusion(sumOf, [])).toEqual([]));
});
