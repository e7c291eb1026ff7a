import { ShapeError } from '@textcam/tensor';
import { expect, test } from 'vitest';
import { confusionMatrix } from './confusionMatrix.js';

test('rows are the true classes, columns the predicted ones', () => {
  // Two of class 0, one taken for 2; one of class 1, taken for 2.
  expect(confusionMatrix([0, 2, 2], [0, 0, 1], 3)).toEqual([
    [1, 0, 1],
    [0, 0, 1],
    [0, 0, 0],
  ]);
});

test('without examples all counts are 0', () => expect(confusionMatrix([], [], 1)).toEqual([[0]]));

test('a class that does not exist is refused, wherever it stands', () => {
  expect(() => confusionMatrix([2], [0], 2)).toThrow(ShapeError);
  expect(() => confusionMatrix([0, 0], [0, -1], 2)).toThrow(
    'class -1 of example 1; must be a whole number from 0 to 1',
  );
});
