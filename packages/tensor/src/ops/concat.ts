import { defineUpdate } from '../kernel.js';
import { record, update } from '../op.js';
import { axisOf, ShapeError, show, sizeOf } from '../shape.js';
import { Tensor } from '../tensor.js';
import { slice } from './slice.js';

// One part at a time, element by element of the part, into its place: `run` copies of `length` elements, `stride` apart.
const place = defineUpdate({
  name: 'concat',
  inputs: ['x'],
  outputs: ['out'],
  params: { start: 'int', length: 'int', stride: 'int' },
  cpu({ x }, { out }, { start, length, stride }) {
    for (let from = 0, to = start; from < x.length; from += length, to += stride) {
      out.set(x.subarray(from, from + length), to);
    }
  },
  wgsl: /* wgsl */ `
    let column = i % stride - start;
    if (column >= 0 && column < length) { out[i] = x[i / stride * length + column]; }
  `,
});

/**
 * The tensors one after the other along an axis; all other axes must agree.
 *
 * Throws ShapeError when they do not, or when there is none.
 */
export function concat(parts: readonly Tensor[], axis: number): Tensor {
  const first = parts[0];
  if (!first) throw new ShapeError('concat: no tensors; must be at least one; check the list');
  const along = axisOf('concat', axis, first.shape);
  for (const { shape } of parts) {
    if (shape.length !== first.shape.length || !shape.every((length, d) => d === along || length === first.shape[d])) {
      throw new ShapeError(
        `concat: ${show(shape)} beside ${show(first.shape)} along axis ${along}; all other axes must be equal`,
      );
    }
  }
  const shape = first.shape.map((length, d) =>
    d === along ? parts.reduce((sum, part) => sum + part.shape[d], 0) : length,
  );
  const inner = sizeOf(shape.slice(along + 1));
  const out = Tensor.allocate(first.device, shape);
  const starts: number[] = [];
  let start = 0;
  for (const part of parts) {
    starts.push(start);
    const length = part.shape[along];
    if (part.size > 0) {
      update(
        place,
        { x: part },
        { out },
        { start: start * inner, length: length * inner, stride: shape[along] * inner },
      );
    }
    start += length;
  }
  return record(out, parts, (dy) =>
    parts.map((part, n) => () => {
      const from = shape.map((_, d) => (d === along ? starts[n] : 0));
      return slice(
        dy,
        from,
        from.map((at, d) => at + part.shape[d]),
      );
    }),
  );
}
