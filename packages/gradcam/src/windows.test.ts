import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shareAmongIds, windowCount, windowsOf } from './windows.js';

const conv1 = { kernelSize: 1, padding: 0 };
const conv2 = { kernelSize: 2, padding: 1 };
const conv3 = { kernelSize: 3, padding: 1 };

/** [first, last] of each window, for a map of as many positions as the branch has. */
function spans(branch: { kernelSize: number; padding: number }, length: number): number[][] {
  return windowsOf(new Array(windowCount(length, branch)).fill(1), branch, length).map(({ first, last }) => [
    first,
    last,
  ]);
}

describe('windows of the article’s branches', () => {
  test.each([
    [
      'branch 1, a word each',
      conv1,
      3,
      [
        [0, 0],
        [1, 1],
        [2, 2],
      ],
    ],
    ['branch 1 on one token', conv1, 1, [[0, 0]]],
    ['branch 1 on no token', conv1, 0, []],
    [
      'branch 2, two neighbours, the first and the last beside padding',
      conv2,
      3,
      [
        [0, 0],
        [0, 1],
        [1, 2],
        [2, 2],
      ],
    ],
    [
      'branch 2 on two tokens',
      conv2,
      2,
      [
        [0, 0],
        [0, 1],
        [1, 1],
      ],
    ],
    [
      'branch 2 on one token, seen twice',
      conv2,
      1,
      [
        [0, 0],
        [0, 0],
      ],
    ],
    ['branch 2 on no token: its one window is padding', conv2, 0, []],
    [
      'branch 3, a word between its neighbours',
      conv3,
      3,
      [
        [0, 1],
        [0, 2],
        [1, 2],
      ],
    ],
    [
      'branch 3 on two tokens',
      conv3,
      2,
      [
        [0, 1],
        [0, 1],
      ],
    ],
    ['branch 3 on one token', conv3, 1, [[0, 0]]],
    ['branch 3 on no token', conv3, 0, []],
  ])('%s', (_, branch, length, expected) => {
    expect(spans(branch, length)).toEqual(expected);
  });
});

describe('how many windows there are', () => {
  test('as many as tokens, one more on branch 2', () => {
    expect([conv1, conv2, conv3].map((branch) => windowCount(5, branch))).toEqual([5, 6, 5]);
    expect([conv1, conv2, conv3].map((branch) => windowCount(1, branch))).toEqual([1, 2, 1]);
  });

  test('one on a text shorter than the filter', () => {
    const wide = { kernelSize: 4, padding: 0 };
    expect([0, 1, 3, 4, 5].map((length) => windowCount(length, wide))).toEqual([1, 1, 1, 1, 2]);
    expect(spans(wide, 2)).toEqual([[0, 1]]);
    expect(spans(wide, 0)).toEqual([]);
  });
});

describe('shares of tokens', () => {
  test('a window gives its tokens equal parts', () => {
    // Branch 2 on two tokens: 1 to the first, 4 to both, 7 to the second.
    expect(shareAmongIds(windowsOf([1, 4, 7], conv2, 2), 2)).toEqual([3, 9]);
  });

  test('a token in no window has 0', () => {
    expect(shareAmongIds([], 2)).toEqual([0, 0]);
  });

  test('nothing is added and nothing lost', () => {
    const relevance = fc.double({ min: -100, max: 100, noNaN: true });
    const cases = fc
      .record({ branch: fc.constantFrom(conv1, conv2, conv3), length: fc.integer({ min: 1, max: 12 }) })
      .chain(({ branch, length }) => {
        const positions = windowCount(length, branch);
        return fc.record({
          branch: fc.constant(branch),
          length: fc.constant(length),
          map: fc.array(relevance, { minLength: positions, maxLength: positions }),
        });
      });
    const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
    fc.assert(
      fc.property(cases, ({ branch, length, map }) => {
        expect(total(shareAmongIds(windowsOf(map, branch, length), length))).toBeCloseTo(total(map), 9);
      }),
    );
  });
});
