import type { Indices } from '../indices.js';
import { ShapeError, show } from '../shape.js';
import type { Tensor } from '../tensor.js';
import { concat } from './concat.js';
import { gatherTaps } from './gatherTaps.js';
import { projectRows } from './projectRows.js';
import { reshape } from './reshape.js';
import { transpose } from './transpose.js';

/** One convolution over the embedded texts: weight [filters, kernelSize, dimensions], bias [filters], zeros on both ends. */
export interface ProjectedBranch {
  weight: Tensor;
  bias: Tensor;
  padding: number;
}

/**
 * The same as `add(conv1d(embedding(table, indices), weight, { padding }), bias)` for each branch, computed in the other order: every distinct
 * word of the batch is multiplied with all filter taps once, then each position only gathers and adds.
 *
 * Both steps are linear, so the order is free; of 49,000 positions in a batch of reviews about 3,000 words are distinct, and no
 * [batch, time, dimensions] array is ever made. table [rows, dimensions], indices [batch, time] → one
 * [batch, time + 2 · padding - kernelSize + 1, filters] per branch. Throws ShapeError when the shapes do not fit.
 */
export function projectedConv1d(table: Tensor, indices: Indices, branches: readonly ProjectedBranch[]): Tensor[] {
  const wrong = branches.find(({ weight }) => weight.shape.length !== 3);
  if (wrong || branches.length === 0) {
    throw new ShapeError(
      `projectedConv1d: ${wrong ? `weight ${show(wrong.weight.shape)}` : 'no branches'}; ` +
        'must be at least one weight [filters, kernelSize, dimensions]',
    );
  }
  // [filters, kernelSize, dimensions] → [kernelSize · filters, dimensions]: what one position adds is then one contiguous run.
  const taps = branches.map(({ weight }) => {
    const [filters, kernelSize, dimensions] = weight.shape;
    return reshape(transpose(weight, [1, 0, 2]), [kernelSize * filters, dimensions]);
  });
  const projected = projectRows(table, concat(taps, 0), indices);
  let firstTap = 0;
  return branches.map(({ weight, bias, padding }) => {
    const [filters, kernelSize] = weight.shape;
    const features = gatherTaps(projected, bias, indices, { filters, kernelSize, padding, firstTap });
    firstTap += filters * kernelSize;
    return features;
  });
}
