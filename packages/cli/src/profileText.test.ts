import { expect, test } from 'vitest';
import { profileLines } from './profileText.js';

const perStep = { dispatches: 3, submissions: 1, buffersCreated: 0, bindGroupsCreated: 0, maps: 0 };

test('a profile is what a step asks for, and each kernel with its share of the time', () => {
  const kernels = [
    { name: 'adam', calls: 1, ms: 3 },
    { name: 'matmul/tiled', calls: 2, ms: 1 },
  ];
  expect(profileLines({ perStep, kernels })).toEqual([
    'A step: dispatches 3, submissions 1, buffers created 0, bind groups created 0, maps 0',
    '',
    'kernel        calls     ms   share',
    'adam              1  3.000  75.0 %',
    'matmul/tiled      2  1.000  25.0 %',
  ]);
});

test('where the device has no clock, neither times nor shares are made up', () => {
  const lines = profileLines({ perStep, kernels: [{ name: 'adam', calls: 1, ms: Number.NaN }] });
  expect(lines.at(-1)).toBe('adam        1   –      –');
});
