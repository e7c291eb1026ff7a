import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { broadcastPairs, indicesOf, shapes } from '../test/shapes.js';
import {
  axesOf,
  axisOf,
  broadcastShapes,
  broadcastStrides,
  checkShape,
  mergeAxes,
  ShapeError,
  sameShape,
  show,
  sizeOf,
  stridesOf,
} from './shape.js';

const offsetOf = (index: readonly number[], strides: readonly number[]) =>
  index.reduce((offset, at, axis) => offset + at * strides[axis], 0);

describe('sizes and strides', () => {
  test('a shape shows as it is written', () => {
    expect(show([2, 3])).toBe('[2, 3]');
    expect(show([])).toBe('[]');
  });

  test('a size is the product of the axes: one for none, nothing with a 0 among them', () => {
    expect(sizeOf([2, 3])).toBe(6);
    expect(sizeOf([])).toBe(1);
    expect(sizeOf([2, 0, 3])).toBe(0);
  });

  test('shapes are the same when all axes are', () => {
    expect(sameShape([2, 3], [2, 3])).toBe(true);
    expect(sameShape([2, 3], [3, 2])).toBe(false);
    expect(sameShape([2], [2, 1])).toBe(false);
  });

  test('the last axis steps by one, the one before by its length', () => {
    expect(stridesOf([2, 3, 4])).toEqual([12, 4, 1]);
    expect(stridesOf([])).toEqual([]);
  });

  test('strides number the indices of any shape in order', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const offsets = indicesOf(shape).map((index) => offsetOf(index, stridesOf(shape)));
        expect(offsets).toEqual([...Array(sizeOf(shape)).keys()]);
      }),
    );
  });
});

describe('checkShape', () => {
  test('a shape comes back as it is', () => expect(checkShape('op', [2, 0])).toEqual([2, 0]));

  test.each([[[-1]], [[1.5]], [[Number.NaN]], [[Number.POSITIVE_INFINITY]]])('%j is refused', (shape) => {
    expect(() => checkShape('op', shape)).toThrow(
      new ShapeError(`op: [${shape}] is no shape; every axis must be a whole number, 0 or more`),
    );
  });

  test('eight axes pass, nine are refused', () => {
    expect(checkShape('op', [1, 1, 1, 1, 1, 1, 1, 1])).toHaveLength(8);
    expect(() => checkShape('op', [1, 1, 1, 1, 1, 1, 1, 1, 1])).toThrow(
      new ShapeError('op: [1, 1, 1, 1, 1, 1, 1, 1, 1] has 9 axes; at most 8 are supported; merge some'),
    );
  });
});

describe('axes', () => {
  test('a negative axis counts from the end', () => {
    expect(axisOf('op', -1, [2, 3])).toBe(1);
    expect(axisOf('op', 0, [2, 3])).toBe(0);
  });

  test.each([2, -3, 0.5, Number.NaN])('axis %d of two is refused', (axis) => {
    expect(() => axisOf('op', axis, [2, 3])).toThrow(
      new ShapeError(`op: axis ${axis} of [2, 3]; must be a whole number from -2 to 1`),
    );
  });

  test('a number has no axes', () => {
    expect(() => axisOf('op', 0, [])).toThrow(new ShapeError('op: axis 0 of []; there are no axes; reshape it'));
  });

  test('several axes come sorted, and all of them when none are named', () => {
    expect(axesOf('op', [-1, 0], [2, 3, 4])).toEqual([0, 2]);
    expect(axesOf('op', 1, [2, 3, 4])).toEqual([1]);
    expect(axesOf('op', undefined, [2, 3])).toEqual([0, 1]);
    expect(axesOf('op', [], [2, 3])).toEqual([]);
  });

  test('an axis named twice is refused, under whatever names', () => {
    expect(() => axesOf('op', [1, -1], [2, 3])).toThrow(
      new ShapeError('op: axes [1, 1] of [2, 3]; each axis may be named once'),
    );
  });
});

describe('broadcasting', () => {
  test('an axis of length 1, or none, stretches', () => {
    expect(broadcastShapes('op', [2, 1], [3])).toEqual([2, 3]);
    expect(broadcastShapes('op', [], [2])).toEqual([2]);
  });

  test('an axis of length 1 shrinks to nothing beside nothing', () => {
    expect(broadcastShapes('op', [1], [0])).toEqual([0]);
  });

  test('nothing beside two is refused', () => {
    expect(() => broadcastShapes('op', [0], [2])).toThrow(
      new ShapeError(
        'op: [0] and [2] do not broadcast; each axis, from the last, must be equal or 1; reshape one of them',
      ),
    );
  });

  test('either way round gives the same shape', () => {
    fc.assert(
      fc.property(broadcastPairs, ({ a, b, shape }) => {
        expect(broadcastShapes('op', a.shape, b.shape)).toEqual(shape);
        expect(broadcastShapes('op', b.shape, a.shape)).toEqual(shape);
      }),
    );
  });

  test('stretched axes do not step', () => {
    expect(broadcastStrides([2, 1], [4, 2, 3])).toEqual([0, 1, 0]);
  });
});

describe('mergeAxes', () => {
  test('makes one axis of contiguous ones, and drops those of length 1', () => {
    expect(mergeAxes([2, 1, 3], [[3, 0, 1]])).toEqual({ shape: [6], operands: [[1]] });
  });

  test('keeps axes apart where one operand is stretched', () => {
    const merged = mergeAxes(
      [2, 3],
      [
        [3, 1],
        [0, 1],
      ],
    );
    expect(merged.shape).toEqual([2, 3]);
  });

  test('leaves one axis where nothing is left', () => {
    expect(mergeAxes([], [[]])).toEqual({ shape: [1], operands: [[0]] });
  });

  test('walks over the same elements in the same order', () => {
    fc.assert(
      fc.property(broadcastPairs, ({ a, b, shape }) => {
        const operands = [broadcastStrides(a.shape, shape), broadcastStrides(b.shape, shape)];
        const merged = mergeAxes(shape, operands);
        for (const [n, strides] of operands.entries()) {
          expect(indicesOf(merged.shape).map((index) => offsetOf(index, merged.operands[n]))).toEqual(
            indicesOf(shape).map((index) => offsetOf(index, strides)),
          );
        }
      }),
    );
  });
});
