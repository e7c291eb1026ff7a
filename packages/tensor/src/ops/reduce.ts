import type { Kernel, Params } from '../kernel.js';
import { run } from '../op.js';
import { axesOf, mergeAxes, type Shape, sizeOf, stridesOf } from '../shape.js';
import type { Tensor } from '../tensor.js';

/** What a reduction is told: the axes that stay and those that go, each with its steps through x. */
export const reduceParams = {
  keptRank: 'int',
  keptShape: 'ints',
  keptStrides: 'ints',
  goneRank: 'int',
  goneShape: 'ints',
  goneStrides: 'ints',
  goneSize: 'int',
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

/** Runs a reducing kernel over the axes `gone` of x into a tensor of shape `shape`. */
export function reduce(
  kernel: Kernel<'x', typeof reduceParams, 'out'>,
  x: Tensor,
  gone: readonly number[],
  shape: Shape,
): Tensor {
  const strides = stridesOf(x.shape);
  const part = (reduced: boolean) => {
    const axes = x.shape.map((_, axis) => axis).filter((axis) => gone.includes(axis) === reduced);
    const merged = mergeAxes(
      axes.map((axis) => x.shape[axis]),
      [axes.map((axis) => strides[axis])],
    );
    return { rank: merged.shape.length, shape: merged.shape, strides: merged.operands[0] };
  };
  const kept = part(false);
  const away = part(true);
  return run(kernel, { x }, shape, {
    keptRank: kept.rank,
    keptShape: kept.shape,
    keptStrides: kept.strides,
    goneRank: away.rank,
    goneShape: away.shape,
    goneStrides: away.strides,
    goneSize: sizeOf(away.shape),
  });
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

/** `eachOffset` twice: `start` with each output's index and offset, `each` with every offset that it sums over. */
export function eachReduction(
  params: Params<typeof reduceParams>,
  start: (o: number) => void,
  each: (o: number, offset: number) => void,
): void {
  const { keptShape, keptStrides, goneShape, goneStrides } = params;
  eachOffset(keptShape, keptStrides, (base, o) => {
    start(o);
    eachOffset(goneShape, goneStrides, (offset) => each(o, base + offset));
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
