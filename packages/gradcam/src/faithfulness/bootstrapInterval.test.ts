import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bootstrapInterval } from './bootstrapInterval.js';

describe('bootstrapInterval', () => {
  test('the mean is that of the values', () => expect(bootstrapInterval([1, 2, 6]).mean).toBe(3));

  test('lies within the values, around their mean', () => {
    const values = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(values, fc.integer(), (values, seed) => {
        const { mean, low, high } = bootstrapInterval(values, { samples: 200, seed });
        expect(low).toBeGreaterThanOrEqual(Math.min(...values));
        expect(high).toBeLessThanOrEqual(Math.max(...values));
        expect(low).toBeLessThanOrEqual(mean);
        expect(high).toBeGreaterThanOrEqual(mean);
      }),
    );
  });

  test('of many values it is the mean plus and minus 1.96 standard errors', () => {
    // Half zeros and half ones: the standard error is 0.5 / √400 = 0.025.
    const values = Array.from({ length: 400 }, (_, n) => n % 2);
    const { low, high } = bootstrapInterval(values, { samples: 4000, seed: 2 });
    expect(Math.abs(low - (0.5 - 1.96 * 0.025))).toBeLessThan(0.004);
    expect(Math.abs(high - (0.5 + 1.96 * 0.025))).toBeLessThan(0.004);
  });

  test('a lower level is a narrower interval; the ends are interpolated', () => {
    const values = [0, 1, 2, 3, 10];
    const [wide, narrow] = [0.95, 0.5].map((level) => bootstrapInterval(values, { level }));
    expect(narrow.high - narrow.low).toBeLessThan(wide.high - wide.low);
    // Of two drawn means, the middle half begins and ends a quarter of the way in.
    const [all, half] = [1 - 1e-12, 0.5].map((level) => bootstrapInterval(values, { samples: 2, level, seed: 1 }));
    expect(all.high).toBeGreaterThan(all.low);
    expect(half.low).toBeCloseTo(all.low + (all.high - all.low) / 4, 9);
    expect(half.high).toBeCloseTo(all.high - (all.high - all.low) / 4, 9);
  });

  test('1000 samples, 95 % and seed 0 when left out; another seed gives another interval', () => {
    const values = [0.1, 0.5, 0.7, 2.3, 8.1];
    expect(bootstrapInterval(values)).toEqual(bootstrapInterval(values, { samples: 1000, level: 0.95, seed: 0 }));
    expect(bootstrapInterval(values)).not.toEqual(bootstrapInterval(values, { seed: 1 }));
  });

  test('of one value it is that value, without values it is NaN', () => {
    expect(bootstrapInterval([4])).toEqual({ mean: 4, low: 4, high: 4 });
    expect(bootstrapInterval([])).toEqual({ mean: Number.NaN, low: Number.NaN, high: Number.NaN });
  });

  test('nonsense is refused', () => {
    expect(() => bootstrapInterval([1, Number.NaN])).toThrow('bootstrapInterval: values[1] is NaN');
    expect(() => bootstrapInterval([1], { samples: 0 })).toThrow('bootstrapInterval: samples is 0');
    for (const level of [0, 1, 95, Number.NaN]) {
      expect(() => bootstrapInterval([1], { level })).toThrow(
        new RangeError(`bootstrapInterval: level is ${level}; must be above 0 and below 1; divide percentages by 100`),
      );
    }
  });
});
