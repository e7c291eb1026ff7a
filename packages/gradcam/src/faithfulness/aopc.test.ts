import { describe, expect, test } from 'vitest';
import { aopc } from './aopc.js';
import { comprehensiveness } from './comprehensiveness.js';
import { sufficiency } from './sufficiency.js';

// Each position is worth a power of two, so that a score tells what was kept: all four are worth 15.
const worth = (kept: number[]) => kept.reduce((sum, n) => sum + 2 ** n, 0);
const order = [3, 0, 2, 1];

describe('comprehensiveness', () => {
  test('is what is lost without the top', () => {
    expect(comprehensiveness(worth, order, 0.25)).toBe(8);
    expect(comprehensiveness(worth, order, 0.5)).toBe(8 + 1);
    expect(comprehensiveness(worth, order, 1)).toBe(15);
  });

  test('of no positions it is 0', () => expect(comprehensiveness(worth, [], 0.5)).toBe(0));
});

describe('sufficiency', () => {
  test('is what is lost when only the top is kept', () => {
    expect(sufficiency(worth, order, 0.25)).toBe(15 - 8);
    expect(sufficiency(worth, order, 0.5)).toBe(15 - 9);
    expect(sufficiency(worth, order, 1)).toBe(0);
  });

  test('is negative when the top alone scores higher', () => {
    const mean = (kept: number[]) => worth(kept) / kept.length;
    expect(sufficiency(mean, order, 0.25)).toBe(15 / 4 - 8);
  });

  test('of no positions it is 0', () => expect(sufficiency(worth, [], 0.5)).toBe(0));
});

describe('what f is given', () => {
  test.each([comprehensiveness, sufficiency])('is ascending, and nothing else', (metric) => {
    const given: unknown[][] = [];
    metric(
      (...all: unknown[]) => {
        given.push(all);
        return 0;
      },
      [2, 0, 1],
      0.5,
    );
    expect(given).toEqual([[[0, 1, 2]], [metric === sufficiency ? [0, 2] : [1]]]);
  });
});

describe('aopc', () => {
  test('is the plain mean over the fractions', () => {
    expect(aopc(comprehensiveness, worth, order, [0.25, 0.5])).toBe((8 + 9) / 2);
    expect(aopc(sufficiency, worth, order, [0.25, 1])).toBe((7 + 0) / 2);
  });

  test('1, 5, 10, 20 and 50 % when left out, one position at least', () => {
    // The tops hold 1, 1, 1, 2 and 5 of ten positions, each worth 1.
    const count = (kept: number[]) => kept.length;
    expect(aopc(comprehensiveness, count, [...Array(10).keys()])).toBe((1 + 1 + 1 + 2 + 5) / 5);
  });

  test('over no fractions there is no mean', () => {
    expect(() => aopc(sufficiency, worth, order, [])).toThrow(
      new RangeError('aopc: no fractions; must be at least one; leave them out for ours'),
    );
  });
});
