import { ShapeError } from '@textcam/tensor';
import { expect, test } from 'vitest';
import { predictedClasses } from './predictedClasses.js';

test('takes the largest of each row, the first of equals', () => {
  expect([...predictedClasses([1, 2, 3, -1, -2, -3, 5, 7, 7], 3)]).toEqual([2, 0, 1]);
});

test('no examples have no classes', () => expect([...predictedClasses([], 2)]).toEqual([]));

test('scores that do not fill whole rows are refused', () => {
  expect(() => predictedClasses([1, 2, 3], 2)).toThrow(ShapeError);
  expect(() => predictedClasses([], 0)).toThrow('0 scores of 0 classes');
});
