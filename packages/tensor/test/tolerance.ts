import { expect } from 'vitest';

/** Division, square roots, sums in another order: WGSL allows a few units in the last place. */
export const arithmetic = 1e-6;

/** exp, log and tanh and what is made of them: drivers approximate them, each in its own way. */
export const elementary = 1e-5;

/**
 * Holds each value against the expected one, within tolerance · max(1, |expected|). Infinities and NaN must be met as such; -0 is 0.
 */
export function expectClose(values: ArrayLike<number>, expected: ArrayLike<number>, tolerance = 0): void {
  expect(values.length, 'how many values there are').toBe(expected.length);
  for (let i = 0; i < expected.length; i++) {
    const [is, should] = [values[i], expected[i]];
    const near = Math.abs(is - should) <= tolerance * Math.max(1, Math.abs(should));
    if (!near && is !== should && !(Number.isNaN(is) && Number.isNaN(should))) {
      expect.fail(`element ${i} is ${is}; must be ${should}, within ${tolerance}\nin ${Array.from(values).join(', ')}`);
    }
  }
}
