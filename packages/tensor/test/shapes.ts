import fc from 'fast-check';
import type { Shape } from '../src/shape.js';

/** A row-major array as plain data. */
export interface PlainArray {
  shape: number[];
  values: number[];
}

/** Up to 3, and 0 now and then. */
const lengths = fc.oneof(
  { arbitrary: fc.integer({ min: 1, max: 3 }), weight: 20 },
  { arbitrary: fc.constant(0), weight: 1 },
);

/** Shapes of up to five axes. */
export const shapes = fc.array(lengths, { maxLength: 5 });

/** Whole numbers, so that every sum and product of a few is exact on every device. */
export function filled(shape: number[]): fc.Arbitrary<PlainArray> {
  const size = shape.reduce((product, length) => product * length, 1);
  return fc
    .array(fc.integer({ min: -8, max: 8 }), { minLength: size, maxLength: size })
    .map((values) => ({ shape, values }));
}

/** An array of any such shape. */
export const arrays = shapes.chain(filled);

/** Two arrays that broadcast, and the shape they broadcast to: either may be stretched along each axis, or lack leading axes. */
export const broadcastPairs = fc
  .record({
    axes: fc.array(fc.record({ length: lengths, stretched: fc.constantFrom('a', 'b', 'neither') }), { maxLength: 5 }),
    shorter: fc.constantFrom('a', 'b', 'neither'),
  })
  .chain(({ axes, shorter }) => {
    const shape = axes.map(({ length }) => length);
    const operand = (name: string) => {
      const own = axes.map(({ length, stretched }) => (stretched === name ? 1 : length));
      while (shorter === name && own[0] === 1) own.shift();
      return filled(own);
    };
    return fc.record({ a: operand('a'), b: operand('b'), shape: fc.constant(shape) });
  });

/** Every index into a shape, in row-major order. */
export function indicesOf(shape: Shape): number[][] {
  return shape.reduce<number[][]>(
    (all, length) => all.flatMap((index) => Array.from({ length }, (_, n) => [...index, n])),
    [[]],
  );
}

/** The element at an index, matched from the last axis; an axis of length 1 is stretched. */
export function elementAt({ shape, values }: PlainArray, index: readonly number[]): number {
  const own = index.slice(index.length - shape.length);
  return values[shape.reduce((place, length, axis) => place * length + (length === 1 ? 0 : own[axis]), 0)];
}
