import { expect, test } from 'vitest';
import { nearest } from './nearest.js';

test.each([
  ['lerningRate', 'learningRate'],
  ['LEARNINGRATE', 'learningRate'],
  ['epoch', 'epochs'],
  ['batchsize', 'batchSize'],
  ['vector', 'vectors'],
])('by %s, %s is meant', (slip, meant) => {
  expect(nearest(slip, ['epochs', 'batchSize', 'learningRate', 'vectors'])).toBe(meant);
});
