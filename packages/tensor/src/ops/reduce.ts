import type { Params } from '../kernel.js';
import { axesOf, mergeAxes, type Shape, sizeOf, stridesOf } from '../shape.js';
import type { Tensor } from '../tensor.js';

/** What a reduction is told: the axes that stay and those that go, each with its steps through x, and in how many pieces it is done. */
export const reduceParams = {
  keptRank: 'int',
  keptShape: 'ints',
  keptStrides: 'ints',
  goneRank: 'int',
  goneShape: 'ints',
  goneStrides: 'ints',
  goneSize: 'int',
  pieces: 'int',
} as const;

export interface ReduceOptions {
  /** Keep each reduced axis, with length 1. */
  keepAxes?: boolean;
}

/** The shape with the axes reduced to 1, and the same without them. */
export function reducedShapes(op: string, x: Tensor, axes: number | readonly number[] | undefined) {
  const gone = axesOf(op, axes, x.shape);
  return {
    gone,
    withOnes: x.shape.map((length, axis) => (gone.includes(axis) ? 1 : length)) as Shape,
    without: x.shape.filter((_, axis) => !gone.includes(axis)) as Shape,
    count: sizeOf(gone.map((axis) => x.shape[axis])),
  };
}

/**
 * In how many pieces a long reduction is done first, so that a GPU has enough to do at once when there are few outputs: piece p takes
 * elements p, p + pieces, …, and the pieces are reduced in turn. It follows from the sizes alone, so that every device adds in one order.
 */
export function piecesOf(outputs: number, length: number): number {
  return length <= 512 || outputs >= 4096 ? 1 : Math.ceil(length / 256);
}

/** The params of a kernel that reduces the axes `gone` of x, to `pieces` elements for each output. */
export function reduction(x: Tensor, gone: readonly number[], pieces: number): Params<typeof reduceParams> {
  const strides = stridesOf(x.shape);
  const part = (reduced: boolean) => {
    const axes = x.shape.map((_, axis) => axis).filter((axis) => gone.includes(axis) === reduced);
    const merged = mergeAxes(
      axes.map((axis) => x.shape[axis]),
      [axes.map((axis) => strides[axis])],
    );
    return { rank: merged.shape.length, shape: merged.shape, strides: merged.operands[0] };
  };
  const [kept, away] = [part(false), part(true)];
  return {
    keptRank: kept.rank,
    keptShape: kept.shape,
    keptStrides: kept.strides,
    goneRank: away.rank,
    goneShape: away.shape,
    goneStrides: away.strides,
    goneSize: sizeOf(away.shape),
    pieces,
  };
}

/** Calls `one` with each offset that indices into `shape` step to, in order. */
export function eachOffset(
  shape: readonly number[],
  strides: readonly number[],
  one: (offset: number, n: number) => void,
) {
  const size = sizeOf(shape);
  const at = new Array<number>(shape.length).fill(0);
  let offset = 0;
  for (let n = 0; n < size; n++) {
    one(offset, n);
    for (let d = shape.length - 1; d >= 0; d--) {
      offset += strides[d];
      if (++at[d] < shape[d]) break;
      offset -= strides[d] * shape[d];
      at[d] = 0;
    }
  }
}

/**
 * The walk of a reduction: `start` and `end` with each output's number, between them `each` with every stretch that it reduces: its first
 * offset, its length and its step. The loop over elements stays in the op, where the engine can compile it tightly.
 */
export function eachReduction(
  { keptShape, keptStrides, goneShape, goneStrides }: Params<typeof reduceParams>,
  {
    start,
    each,
    end,
  }: { start(): void; each(offset: number, length: number, step: number): void; end(o: number): void },
): void {
  const last = goneShape.length - 1;
  const [outer, strides] = [goneShape.slice(0, last), goneStrides.slice(0, last)];
  eachOffset(keptShape, keptStrides, (base, o) => {
    start();
    eachOffset(outer, strides, (offset) => each(base + offset, goneShape[last], goneStrides[last]));
    end(o);
  });
}

/** The WGSL side: `base`, the offset in x where output element i starts, and offsetOf(n, rank, shape, strides) for the n-th step. */
export const reduceFunctions = /* wgsl */ `
  fn offsetOf(n: i32, rank: i32, shape: array<vec4<i32>, 2>, strides: array<vec4<i32>, 2>) -> i32 {
    var rest = n;
    var offset = 0;
    for (var d = rank - 1; d >= 0; d--) {
      offset += (rest % at(shape, d)) * at(strides, d);
      rest /= at(shape, d);
    }
    return offset;
  }
`;
