import { expect, test } from 'vitest';
import { median, sharesAndGoals, timingTable } from './table.js';

test('the median is the middle one, or the mean of the two in the middle', () => {
  expect(median([10, 9, 100])).toBe(10);
  expect(median([4, 1, 3, 100])).toBe(3.5);
  expect(median([7])).toBe(7);
  expect(() => median([])).toThrow(RangeError);
});

test('the table compares medians with the first system', () => {
  const timings = [
    { system: 'textcam', rounds: 2, milliseconds: [50, 52, 48, 50] },
    { system: 'jax-js', rounds: 2, milliseconds: [990, 1010] },
  ];
  expect(timingTable(timings).split('\n')).toEqual([
    '  system    median ms    ratio      range ms   rounds × steps',
    '  textcam        50.0   1.00 ×   48.0 – 52.0            2 × 2',
    '  jax-js         1000   20.0 ×    990 – 1010            2 × 1',
  ]);
});

test("the first's share of a peer's time is a fraction beside its goal, where it has one", () => {
  const timings = [
    { system: 'textcam', rounds: 1, milliseconds: [50] },
    { system: 'tfjs', rounds: 1, milliseconds: [5000] },
    { system: 'jax-js', rounds: 1, milliseconds: [625] },
  ];
  expect(sharesAndGoals(timings, { 'jax-js': 12, torch: 5 })).toBe(
    'textcam takes 1/12.5 of the time of jax-js; the goal is 1/12 at most',
  );
});
