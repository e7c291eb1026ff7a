import { ShapeError } from '@textcam/tensor';
import { expect, test } from 'vitest';
import { accuracy } from './accuracy.js';

test('three of four right are 0.75', () => expect(accuracy([0, 1, 2, 1], [0, 1, 2, 0])).toBe(0.75));

test('of no examples it is NaN', () => expect(accuracy([], [])).toBeNaN());

test('unequal counts are refused', () => {
  expect(() => accuracy([1], [1, 0])).toThrow(ShapeError);
  expect(() => accuracy([1], [1, 0])).toThrow('accuracy: 1 predictions, 2 labels; must be equally many');
});
