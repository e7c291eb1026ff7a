import type { Indices } from '../indices.js';
import { recordAll } from '../op.js';
import { ShapeError, show } from '../shape.js';
import { Tensor, type Wanted } from '../tensor.js';
import { inLots } from './branches.js';
import { fill } from './fill.js';
import { gatherTaps } from './gatherTaps.js';
import { asTheyRepeat } from './inTexts.js';
import { checkWindows } from './overTime.js';
import { packTaps, unpackTaps } from './packTaps.js';
import { projectRows } from './projectRows.js';
import { split, tableGradient, tapsPartials, tapsPartialsShape } from './projectRowsGradients.js';
import { chunkSums, rowSums } from './segmentSum.js';
import { sideBySide } from './sideBySide.js';
import { sumsInTexts, sumsKernel } from './sumsOverTime.js';
import { type Filters, layOut } from './tapLayout.js';

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
 * [batch, time + 2 · padding - kernelSize + 1, filters] per branch. Positions of -1 after the texts change no bit of anything before them, nor
 * of a gradient that does not come through them. Throws ShapeError when the shapes do not fit or no position is left.
 */
export function projectedConv1d(table: Tensor, indices: Indices, branches: readonly ProjectedBranch[]): Tensor[] {
  checkTable(table, indices);
  checkBranches(table, branches);
  checkTime(indices.shape[1], branches);
  return inLots(branches).flatMap((lot) => convolve(table, indices, lot));
}

function convolve(table: Tensor, indices: Indices, branches: readonly ProjectedBranch[]): Tensor[] {
  const [batch, time] = indices.shape;
  const [weights, biases] = [branches.map(({ weight }) => weight), branches.map(({ bias }) => bias)];
  const layout = layOut(filtersOf(branches), batch, time);
  const taps = packTaps(weights, layout);
  const features = gatherTaps(projectRows(table, taps, indices), biases, indices.places, layout);

  recordAll(features, [table, ...weights, ...biases], (found, [wantedTable, ...wanted]) => {
    const dys = features.map(({ device, shape }, n) => found[n] ?? fill(device, 0, shape));
    const lying = asTheyRepeat(dys, indices.order);
    const dProjected = rowSums(chunkSums(lying, indices, layout), indices);
    const dTable = wantedTable && tableGradient(dProjected, taps, indices, wantedTable.into);
    if (!wanted.some((want) => want)) return [dTable];
    const dWeights = weights.map((weight, n) => placeFor(weight, wanted[n]));
    const dBiases = biases.map((bias, n) => placeFor(bias, wanted[weights.length + n]));
    // In one memory, since a kernel can be given eight.
    const shapes = [tapsPartialsShape(dProjected, table), [batch, layout.channels]];
    const { all: sums, parts, starts } = sideBySide(table.device, shapes);
    tapsPartials(dProjected, table, indices, parts[0]);
    sumsInTexts(
      sumsKernel,
      lying,
      dys.map(({ shape }) => shape),
      parts[1],
    );
    const given = { sums, firstBias: starts[1], split, counts: indices.counts };
    unpackTaps(given, { weights: dWeights, biases: dBiases }, layout);
    return [dTable, ...dWeights, ...dBiases];
  });
  return features;
}

/** How the branches' filters lie over a text. */
export function filtersOf(branches: readonly ProjectedBranch[]): Filters[] {
  return branches.map(({ weight: { shape }, padding }) => ({ filters: shape[0], kernelSize: shape[1], padding }));
}

function placeFor({ device, shape }: Tensor, wanted: Wanted | undefined): Tensor {
  return wanted?.into ?? Tensor.allocate(device, shape);
}

/** Throws ShapeError for a table that has not the rows that the indices are into. */
export function checkTable({ shape }: Tensor, indices: Indices): void {
  const fits = shape.length === 2 && shape[0] === indices.tableRows && shape[1] > 0 && indices.shape.length === 2;
  if (fits) return;
  throw new ShapeError(
    `projectedConv1d: table ${show(shape)}, indices ${show(indices.shape)} into ${indices.tableRows} rows; ` +
      `must be [${indices.tableRows}, dimensions] and [batch, time]`,
  );
}

/** Throws ShapeError for no branches, and for weights and biases that fit neither the table nor each other. */
export function checkBranches(table: Tensor, branches: readonly ProjectedBranch[]): void {
  if (branches.length === 0) {
    throw new ShapeError('projectedConv1d: no branches; must be at least one weight [filters, kernelSize, dimensions]');
  }
  for (const branch of branches) checkBranch(table, branch);
}

function checkBranch(table: Tensor, { weight, bias }: ProjectedBranch): void {
  const [filters, kernelSize, dimensions] = weight.shape;
  if (weight.shape.length !== 3 || dimensions !== table.shape[1] || !(filters > 0) || !(kernelSize > 0)) {
    throw new ShapeError(
      `projectedConv1d: weight ${show(weight.shape)} on a table ${show(table.shape)}; must be [filters, kernelSize, ${table.shape[1]}]`,
    );
  }
  if (bias.shape.length !== 1 || bias.size !== filters) {
    throw new ShapeError(`projectedConv1d: bias ${show(bias.shape)} for ${filters} filters; must be [${filters}]`);
  }
}

/** Throws ShapeError when a branch has no position on texts of this length. */
export function checkTime(time: number, branches: readonly ProjectedBranch[]): void {
  for (const { kernelSize, padding } of filtersOf(branches)) {
    checkWindows(`projectedConv1d: ${time} positions`, time, kernelSize, padding);
  }
}
