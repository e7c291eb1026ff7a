import fc from 'fast-check';
import { expect, test } from 'vitest';
import { auc } from './auc.js';

test('three of four pairs in order are 0.75', () => {
  expect(auc([0.9, 0.6, 0.7, 0.2], [1, 1, 0, 0])).toBe(0.75);
});

test('a perfect order is 1, the reverse 0, and equal scores are 0.5', () => {
  expect(auc([2, 1], [1, 0])).toBe(1);
  expect(auc([1, 2], [1, 0])).toBe(0);
  expect(auc([3, 3, 3], [1, 0, 1])).toBe(0.5);
});

test('0 and -0 are a tie, and infinities have their places', () => {
  expect(auc([0, -0], [1, 0])).toBe(0.5);
  expect(auc([Number.POSITIVE_INFINITY, 0, Number.NEGATIVE_INFINITY], [1, 1, 0])).toBe(1);
});

test('with one class only, no examples, or a score that is NaN, it is NaN', () => {
  expect(auc([1, 2], [1, 1])).toBeNaN();
  expect(auc([1, 2], [0, 0])).toBeNaN();
  expect(auc([], [])).toBeNaN();
  expect(auc([1, 2, Number.NaN], [1, 0, 0])).toBeNaN();
});

test('it is the share of pairs in order, counted one by one', () => {
  // Few distinct scores, so that ties are common.
  const example = fc.record({ score: fc.integer({ min: -4, max: 4 }), label: fc.nat(1) });
  fc.assert(
    fc.property(fc.array(example), (examples) => {
      let pairs = 0;
      let inOrder = 0;
      for (const a of examples) {
        for (const b of examples) {
          if (a.label !== 1 || b.label !== 0) continue;
          pairs += 1;
          inOrder += a.score > b.score ? 1 : a.score === b.score ? 0.5 : 0;
        }
      }
      const area = auc(
        examples.map(({ score }) => score),
        examples.map(({ label }) => label),
      );
      expect(area).toBe(inOrder / pairs);
    }),
  );
});
