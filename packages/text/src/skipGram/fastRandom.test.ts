import { expect, test } from 'vitest';
import { fastRandom } from './fastRandom.js';

test('goes on as in the paper', () => {
  // Its seed, and x ^= x << 13, x ^= x >>> 17, x ^= x << 5 by hand.
  expect(fastRandom(2463534242)()).toBe(723471715);
});

test('a seed of 0 gives numbers too', () => {
  const random = fastRandom(0);
  expect([random(), random()]).not.toContain(0);
});
