import { createRandom } from '@textcam/tensor';
import { expect, test } from 'vitest';
import { distinctIds, fullBatches } from './batches.js';
import { drawReviews } from './drawnReviews.js';

const reviews = drawReviews(2000, createRandom(1));

test('drawn texts have the lengths of reviews: a median of 112 tokens, 500 at most', () => {
  const lengths = reviews.map(({ ids }) => ids.length).sort((a, b) => a - b);
  // exp(4.718) = 112; real reviews' median is 104.
  expect(lengths[1000]).toBeGreaterThan(100);
  expect(lengths[1000]).toBeLessThan(125);
  expect(lengths[1999]).toBe(500);
});

test('their words are rows of the vocabulary, none of the four reserved ones', () => {
  const ids = reviews.flatMap((review) => [...review.ids]);
  expect(Math.min(...new Set(ids))).toBe(4);
  expect(Math.max(...new Set(ids))).toBeLessThan(10_004);
});

test('a batch has as many distinct ids as one of real reviews: 2,650 at 150 tokens, 3,030 at 500', () => {
  for (const [time, real] of [
    [150, 2650],
    [500, 3030],
  ]) {
    const [fewest, most] = distinctIds(fullBatches(reviews, time, 4));
    expect(fewest).toBeGreaterThan(0.9 * real);
    expect(most).toBeLessThan(1.1 * real);
  }
});

test('the same seed draws the same texts', () => {
  expect(drawReviews(3, createRandom(7))).toEqual(drawReviews(3, createRandom(7)));
  expect(drawReviews(3, createRandom(7))).not.toEqual(drawReviews(3, createRandom(8)));
});
