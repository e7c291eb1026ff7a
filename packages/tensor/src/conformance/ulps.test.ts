import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ulpAt, ulpsBetween } from './ulps.js';

/** The float32 after a positive one: the next bit pattern. */
function after(x: number): number {
  const bits = new Int32Array(new Float32Array([x]).buffer);
  bits[0] += 1;
  return new Float32Array(bits.buffer)[0];
}

const largest = 2 ** 128 - 2 ** 104;
const positive = fc.float({ min: 0, max: Math.fround(2 ** 127), noNaN: true, noDefaultInfinity: true });

describe('ulpAt', () => {
  test('is 2^-23 at 1 and doubles with each power of two', () => {
    expect(ulpAt(1)).toBe(2 ** -23);
    expect(ulpAt(-1.999)).toBe(2 ** -23);
    expect(ulpAt(2)).toBe(2 ** -22);
    expect(ulpAt(0.75)).toBe(2 ** -24);
  });

  test('is 2^-149 at 0, among the subnormal numbers, and up to twice the smallest normal one', () => {
    for (const x of [0, 2 ** -149, 1e-39, 2 ** -126, 2 ** -125 * 0.999]) expect(ulpAt(x)).toBe(2 ** -149);
    expect(ulpAt(2 ** -125)).toBe(2 ** -148);
  });

  test('is that of the largest number beyond it', () => {
    for (const x of [largest, 2 ** 128, Number.POSITIVE_INFINITY]) expect(ulpAt(x)).toBe(2 ** 104);
  });

  test('knows just below a power of two from the power itself', () => {
    for (const exponent of [-100, -1, 10, 29, 100, 127]) {
      const below = 2 ** exponent * (1 - 2 ** -53);
      expect([exponent, ulpAt(below)]).toEqual([exponent, 2 ** (exponent - 24)]);
      expect([exponent, ulpAt(2 ** exponent)]).toEqual([exponent, 2 ** (exponent - 23)]);
    }
  });
});

describe('ulpsBetween', () => {
  test('neighbours are 1 apart, everywhere', () => {
    fc.assert(
      fc.property(positive, (x) => {
        expect(ulpsBetween(after(x), x)).toBe(1);
      }),
    );
    fc.assert(
      fc.property(positive, (x) => {
        expect(ulpsBetween(-after(x), -x)).toBe(1);
      }),
    );
  });

  test('a value is 0 from itself', () => {
    fc.assert(
      fc.property(positive, (x) => {
        expect(ulpsBetween(x, x)).toBe(0);
      }),
    );
  });

  test('the nearest float32 is at most half a unit from any number', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e38, max: 1e38, noNaN: true }), (x) => {
        expect(ulpsBetween(Math.fround(x), x)).toBeLessThanOrEqual(0.5);
      }),
    );
  });

  test('the other neighbour is the rest of the unit away', () => {
    const third = 1 / 3;
    const near = Math.fround(third);
    const other = after(near) > third && near < third ? after(near) : near - 2 ** -25;
    expect(ulpsBetween(near, third) + ulpsBetween(other, third)).toBe(1);
  });

  test('a larger scale makes a larger unit, a smaller one none', () => {
    expect(ulpsBetween(2 ** -23, 0, 1)).toBe(1);
    expect(ulpsBetween(1 + 2 ** -23, 1, 4)).toBe(0.25);
    expect(ulpsBetween(1 + 2 ** -23, 1, 0.1)).toBe(1);
  });

  test('what overflows float32 must be infinite, of the same sign', () => {
    expect(ulpsBetween(Number.POSITIVE_INFINITY, 1e39)).toBe(0);
    expect(ulpsBetween(largest, 1e39)).toBe(Number.POSITIVE_INFINITY);
    expect(ulpsBetween(Number.NEGATIVE_INFINITY, 1e39)).toBe(Number.POSITIVE_INFINITY);
    expect(ulpsBetween(Number.POSITIVE_INFINITY, 1)).toBe(Number.POSITIVE_INFINITY);
    expect(ulpsBetween(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY)).toBe(0);
  });

  test('NaN is at home with NaN alone', () => {
    expect(ulpsBetween(Number.NaN, Number.NaN)).toBe(0);
    expect(ulpsBetween(Number.NaN, 1)).toBe(Number.POSITIVE_INFINITY);
    expect(ulpsBetween(1, Number.NaN)).toBe(Number.POSITIVE_INFINITY);
  });

  test('the sign of zero is no distance', () => {
    expect(ulpsBetween(-0, 0)).toBe(0);
  });
});
