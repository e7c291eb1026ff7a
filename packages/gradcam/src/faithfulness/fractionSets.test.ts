import { describe, expect, test } from 'vitest';
import { fractionSets } from './fractionSets.js';

const topOf = (fraction: number, length: number) =>
  fractionSets('test', [...Array(length).keys()], fraction).only.length;

describe('fractionSets', () => {
  test('splits the positions into the most important and the others, each ascending', () => {
    expect(fractionSets('test', [4, 0, 3, 1, 2], 0.6)).toEqual({
      all: [0, 1, 2, 3, 4],
      without: [1, 2],
      only: [0, 3, 4],
    });
  });

  test('takes one position at least, rounds up, and takes no more than there are', () => {
    expect([topOf(0.01, 5), topOf(0.5, 5), topOf(1, 5), topOf(0.5, 0)]).toEqual([1, 3, 5, 0]);
  });

  test('0.07 of 100 positions are 7, although 0.07 · 100 is above 7 in float64', () => {
    expect(0.07 * 100).toBeGreaterThan(7);
    expect(topOf(0.07, 100)).toBe(7);
  });

  test('every whole percentage takes as many as whole numbers say', () => {
    for (let percent = 1; percent <= 100; percent++) {
      for (const length of [1, 2, 3, 7, 10, 25, 50, 99, 100, 150, 200, 300, 400, 499, 500]) {
        // In whole numbers there is no rounding: ⌈p · length / 100⌉.
        const exact = Math.floor((percent * length + 99) / 100);
        expect([percent, length, topOf(percent / 100, length)]).toEqual([percent, length, exact]);
      }
    }
  });

  test.each([0, -0.1, 1.5, 20, Number.NaN])('%s is no fraction', (fraction) => {
    expect(() => topOf(fraction, 3)).toThrow(
      new RangeError(`test: the fraction is ${fraction}; must be above 0 and at most 1; divide percentages by 100`),
    );
  });
});
