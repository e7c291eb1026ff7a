import { createRandom } from '@textcam/tensor';
import { expect, test } from 'vitest';
import { normal, xavierUniform, zeros } from './initializers.js';

test('xavierUniform reaches from -√(3 / mean fan) up to it', () => {
  // Fans 2 and 4: the bound is √(3 / 3) = 1.
  const fans = { fanIn: 2, fanOut: 4 };
  expect([...xavierUniform(3, fans, () => 0)]).toEqual([-1, -1, -1]);
  expect([...xavierUniform(1, fans, () => 0.5)]).toEqual([0]);
});

test('xavierUniform has the variance 1 / mean fan', () => {
  const values = xavierUniform(10_000, { fanIn: 2, fanOut: 4 }, createRandom(1));
  expect(values.reduce((total, x) => total + x * x, 0) / 10_000).toBeCloseTo(1 / 3, 1);
});

test('normal has the mean and deviation asked for, and a third of it lies beyond one deviation', () => {
  const values = normal(10_000, 2, createRandom(1));
  expect(values.reduce((total, x) => total + x, 0) / 10_000).toBeCloseTo(0, 1);
  expect(Math.sqrt(values.reduce((total, x) => total + x * x, 0) / 10_000)).toBeCloseTo(2, 1);
  expect(values.filter((x) => Math.abs(x) > 2).length / 10_000).toBeCloseTo(0.317, 1);
});

test('normal makes odd counts, and numbers of a source that gives 0 are finite', () => {
  expect(normal(3, 1, createRandom(1))).toHaveLength(3);
  expect(normal(2, 1, () => 0).every(Number.isFinite)).toBe(true);
});

test('the same seed gives the same numbers', () => {
  expect(normal(4, 1, createRandom(5))).toEqual(normal(4, 1, createRandom(5)));
  expect(normal(4, 1, createRandom(5))).not.toEqual(normal(4, 1, createRandom(6)));
});

test('zeros are zeros', () => expect([...zeros(2)]).toEqual([0, 0]));
