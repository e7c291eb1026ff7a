import type { Kernel, Params } from '../kernel.js';
import { run } from '../op.js';
import { broadcastShapes, broadcastStrides, mergeAxes } from '../shape.js';
import type { Tensor } from '../tensor.js';
import { fill } from './fill.js';

/** What an op on two broadcast operands is told: the merged shape of the result, and how each operand steps through it. */
export const broadcastParams = { rank: 'int', shape: 'ints', aStrides: 'ints', bStrides: 'ints' } as const;

/** The other operand as a tensor beside `a`. */
export function operand(a: Tensor, other: Tensor | number): Tensor {
  return typeof other === 'number' ? fill(a.device, other, []) : other;
}

/** Runs the kernel over the shape that both operands stretch to. Throws ShapeError when they do not. */
export function broadcast(kernel: Kernel<'a' | 'b', typeof broadcastParams, 'out'>, a: Tensor, b: Tensor): Tensor {
  const target = broadcastShapes(kernel.name, a.shape, b.shape);
  const merged = mergeAxes(target, [broadcastStrides(a.shape, target), broadcastStrides(b.shape, target)]);
  const [aStrides, bStrides] = merged.operands;
  return run(kernel, { a, b }, target, { rank: merged.shape.length, shape: merged.shape, aStrides, bStrides });
}

/**
 * Calls `row` for each run along the last axis: offsets of the output and both operands, the length, and the operands' steps. The
 * loop over the elements stays in the op, where the engine can compile it tightly.
 */
export function eachRow(
  { rank, shape, aStrides, bStrides }: Params<typeof broadcastParams>,
  row: (o: number, p: number, q: number, length: number, pStep: number, qStep: number) => void,
): void {
  const last = rank - 1;
  const at = new Array<number>(rank).fill(0);
  const rows = shape.slice(0, last).reduce((product, length) => product * length, 1);
  let p = 0;
  let q = 0;
  for (let r = 0; r < rows; r++) {
    row(r * shape[last], p, q, shape[last], aStrides[last], bStrides[last]);
    for (let d = last - 1; d >= 0; d--) {
      p += aStrides[d];
      q += bStrides[d];
      if (++at[d] < shape[d]) break;
      p -= aStrides[d] * shape[d];
      q -= bStrides[d] * shape[d];
      at[d] = 0;
    }
  }
}

/** The WGSL side of `eachRow`: ai and bi, the operands' indices for output element i. */
export const operandIndices = /* wgsl */ `
  var rest = i;
  var ai = 0;
  var bi = 0;
  for (var d = rank - 1; d >= 0; d--) {
    let here = rest % at(shape, d);
    rest /= at(shape, d);
    ai += here * at(aStrides, d);
    bi += here * at(bStrides, d);
  }
`;
