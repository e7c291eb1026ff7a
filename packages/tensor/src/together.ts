import { alignedOffsets } from './device.js';
import { copy } from './ops/copy.js';
import { fill } from './ops/fill.js';
import type { Tensor } from './tensor.js';

/** Tensors that lie side by side in one memory. */
export interface Together {
  /** All of it as one axis, the zeros between the tensors included. */
  readonly all: Tensor;
  /** A zero-filled twin: memory of the same layout, with a tensor of each shape in it, in order. */
  twin(): { all: Tensor; parts: Tensor[] };
}

/**
 * Moves float32 tensors into one memory, in order, so that one kernel can pass over all of them. They stay the same tensors with the same
 * values; only views made of them before keep the old memory. There must be at least one.
 */
export function together(tensors: readonly Tensor[]): Together {
  const { offsets, end } = alignedOffsets(tensors.map(({ size }) => size));
  const lay = () => {
    const all = fill(tensors[0].device, 0, [end]);
    return { all, parts: tensors.map(({ shape }, n) => all.view(shape, offsets[n])) };
  };
  const { all, parts } = lay();
  tensors.forEach((tensor, n) => {
    if (tensor.size > 0) copy(tensor, parts[n]);
    tensor.moveTo(parts[n]);
    parts[n].dispose();
  });
  return { all, twin: lay };
}
