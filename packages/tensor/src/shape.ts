/** The length of every axis, outermost first: row-major, contiguous. [] is a single number. */
export type Shape = readonly number[];

/** Axes a kernel can tell apart; more are refused by name rather than computed wrongly. */
export const maxRank = 8;

/** Shapes that do not fit: the message names the op, the shapes it got and the shapes it takes. */
export class ShapeError extends Error {
  override name = 'ShapeError';
}

/** [2, 3] as text, the way every error message shows shapes. */
export function show(shape: Shape): string {
  return `[${shape.join(', ')}]`;
}

/** How many elements a shape has: the product of its axes, 1 for []. */
export function sizeOf(shape: Shape): number {
  return shape.reduce((size, length) => size * length, 1);
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((length, axis) => length === b[axis]);
}

/** Elements to step over for one step along each axis of a contiguous array. */
export function stridesOf(shape: Shape): number[] {
  const strides = new Array<number>(shape.length).fill(1);
  for (let axis = shape.length - 2; axis >= 0; axis--) strides[axis] = strides[axis + 1] * shape[axis + 1];
  return strides;
}

/** The shape itself, once it is one: whole axes, none negative, at most eight of them. Throws ShapeError. */
export function checkShape(op: string, shape: Shape): Shape {
  if (shape.length > maxRank) {
    throw new ShapeError(
      `${op}: ${show(shape)} has ${shape.length} axes; at most ${maxRank} are supported; merge some`,
    );
  }
  if (!shape.every((length) => Number.isSafeInteger(length) && length >= 0)) {
    throw new ShapeError(`${op}: ${show(shape)} is no shape; every axis must be a whole number, 0 or more`);
  }
  return shape;
}

/** One axis, counted from the end when negative, as a number from 0. Throws ShapeError when there is no such axis. */
export function axisOf(op: string, axis: number, shape: Shape): number {
  const counted = axis < 0 ? axis + shape.length : axis;
  if (!Number.isInteger(axis) || counted < 0 || counted >= shape.length) {
    throw new ShapeError(
      shape.length === 0
        ? `${op}: axis ${axis} of []; there are no axes; reshape it`
        : `${op}: axis ${axis} of ${show(shape)}; must be a whole number from ${-shape.length} to ${shape.length - 1}`,
    );
  }
  return counted;
}

/** The axes named, ascending, each once; all of them when none are named. Throws ShapeError. */
export function axesOf(op: string, axes: number | readonly number[] | undefined, shape: Shape): number[] {
  if (axes === undefined) return shape.map((_, axis) => axis);
  const named = (typeof axes === 'number' ? [axes] : axes).map((axis) => axisOf(op, axis, shape));
  if (new Set(named).size !== named.length) {
    throw new ShapeError(`${op}: axes [${[...named].join(', ')}] of ${show(shape)}; each axis may be named once`);
  }
  return named.sort((a, b) => a - b);
}

/** NumPy's broadcasting: the shape both stretch to, matched from the last axis. Throws ShapeError. */
export function broadcastShapes(op: string, a: Shape, b: Shape): Shape {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const left = a[axis - rank + a.length] ?? 1;
    const right = b[axis - rank + b.length] ?? 1;
    if (left !== right && left !== 1 && right !== 1) {
      throw new ShapeError(
        `${op}: ${show(a)} and ${show(b)} do not broadcast; each axis, from the last, must be equal or 1; reshape one of them`,
      );
    }
    return left === 1 ? right : left;
  });
}

/** Strides that read an array of `shape` as if it were stretched to `target`: 0 along every stretched axis. */
export function broadcastStrides(shape: Shape, target: Shape): number[] {
  const strides = stridesOf(shape);
  const missing = target.length - shape.length;
  return target.map((_, axis) => (axis < missing || shape[axis - missing] === 1 ? 0 : strides[axis - missing]));
}

/** The same walk over the same elements with as few axes as possible: neighbours that every operand steps through evenly are merged. */
export function mergeAxes(
  shape: Shape,
  operands: readonly (readonly number[])[],
): { shape: number[]; operands: number[][] } {
  const merged = { shape: [] as number[], operands: operands.map(() => [] as number[]) };
  for (let axis = 0; axis < shape.length; axis++) {
    if (shape[axis] === 1) continue;
    const last = merged.shape.length - 1;
    const even = last >= 0 && operands.every((strides, n) => merged.operands[n][last] === strides[axis] * shape[axis]);
    if (even) merged.shape[last] *= shape[axis];
    else merged.shape.push(shape[axis]);
    operands.forEach((strides, n) => {
      merged.operands[n][even ? last : last + 1] = strides[axis];
    });
  }
  return merged.shape.length > 0 ? merged : { shape: [1], operands: operands.map(() => [0]) };
}
