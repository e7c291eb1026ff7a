import { expect, test } from 'vitest';
import { learningRateAt, type Schedule } from './learningRateAt.js';

test.each<[Schedule, number[]]>([
  ['constant', [8, 8, 8, 8, 8]],
  ['linear', [8, 6, 4, 2, 0]],
  // Half of 1 + cos of 0°, 45°, 90°, 135° and 180°.
  ['cosine', [8, 4 + 2 * Math.SQRT2, 4, 4 - 2 * Math.SQRT2, 0]],
])('%s: from the full rate to where it ends', (schedule, expected) => {
  expected.forEach((rate, step) => {
    expect(learningRateAt(step, 4, schedule, 8)).toBeCloseTo(rate, 12);
  });
});
