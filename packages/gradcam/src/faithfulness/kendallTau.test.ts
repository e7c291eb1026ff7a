import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { kendallTau } from './kendallTau.js';

// Few distinct values, so that ties are common.
const pairs = fc.array(fc.tuple(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -3, max: 3 })), { maxLength: 12 });

describe('kendallTau', () => {
  test('the same order is 1, the reverse -1, whatever the distances', () => {
    expect(kendallTau([1, 2, 3], [10, 20, 1000])).toBe(1);
    expect(kendallTau([1, 2, 3], [5, 0, -5])).toBe(-1);
  });

  test('five of six pairs alike are 4/6', () => expect(kendallTau([1, 2, 3, 4], [1, 2, 4, 3])).toBeCloseTo(4 / 6, 12));

  test('ties shrink the denominator: τ-b', () => {
    // Of three pairs, two agree and one is tied in a: 2 / √(2 · 3).
    expect(kendallTau([1, 1, 2], [1, 2, 3])).toBeCloseTo(2 / Math.sqrt(6), 12);
  });

  test('of a list that orders nothing it is NaN', () => {
    expect(kendallTau([1, 1, 1], [1, 2, 3])).toBeNaN();
    expect(kendallTau([1, 2, 3], [0, -0, 0])).toBeNaN();
    expect(kendallTau([1], [2])).toBeNaN();
    expect(kendallTau([], [])).toBeNaN();
  });

  test('agrees with concordant and discordant pairs counted one by one', () => {
    fc.assert(
      fc.property(pairs, (pairs) => {
        const counts = { concordant: 0, discordant: 0, onlyA: 0, onlyB: 0 };
        pairs.forEach(([a, b], n) => {
          for (const [c, d] of pairs.slice(n + 1)) {
            if (a === c && b === d) continue;
            if (a === c) counts.onlyA += 1;
            else if (b === d) counts.onlyB += 1;
            else if (a < c === b < d) counts.concordant += 1;
            else counts.discordant += 1;
          }
        });
        const { concordant, discordant, onlyA, onlyB } = counts;
        const strict = concordant + discordant;
        const expected = (concordant - discordant) / Math.sqrt((strict + onlyA) * (strict + onlyB));
        const value = kendallTau(
          pairs.map(([a]) => a),
          pairs.map(([, b]) => b),
        );
        if (Number.isNaN(expected)) expect(value).toBeNaN();
        else expect(value).toBeCloseTo(expected, 12);
      }),
    );
  });

  test('lengths that differ, and numbers that are not finite, are refused', () => {
    expect(() => kendallTau([1, 2], [1])).toThrow(
      new RangeError('kendallTau: b holds 1 numbers; must be 2, one for each of a'),
    );
    expect(() => kendallTau([1, Number.NaN], [1, 2])).toThrow('kendallTau: a[1] is NaN; must be a finite number');
    expect(() => kendallTau([1], [Number.POSITIVE_INFINITY])).toThrow('kendallTau: b[0] is Infinity');
  });
});
