import { Indices } from '../indices.js';
import { scope } from '../scope.js';
import { ShapeError, show } from '../shape.js';
import type { Tensor } from '../tensor.js';
import { inLots } from './branches.js';
import { gatherTaps } from './gatherTaps.js';
import { packTaps } from './packTaps.js';
import { checkBranches, checkTable, checkTime, filtersOf, type ProjectedBranch } from './projectedConv1d.js';
import { projectRows } from './projectRows.js';
import { layOut } from './tapLayout.js';

/**
 * A whole table multiplied with all filter taps, once: any number of texts is then convolved by gathering and adding alone. The features are
 * those of `projectedConv1d`, bit for bit; there is no way back from them to the table or the weights. It holds rows · Σ filters · kernelSize
 * numbers, of the table and the weights as they were. Throws ShapeError when table [rows, dimensions] and branches do not fit.
 */
export class ProjectedTable {
  private readonly lots: readonly { branches: readonly ProjectedBranch[]; projected: Tensor }[];

  constructor(table: Tensor, branches: readonly ProjectedBranch[]) {
    const [rows] = table.shape;
    const everyRow = new Indices(
      table.device,
      Int32Array.from({ length: rows }, (_, row) => row),
      [1, rows],
      rows,
    );
    checkTable(table, everyRow);
    checkBranches(table, branches);
    this.lots = inLots(branches).map((lot) => {
      const weights = lot.map(({ weight }) => weight);
      const taps = () => packTaps(weights, layOut(filtersOf(lot), 1, 1));
      return { branches: lot, projected: scope(() => projectRows(table, taps(), everyRow)) };
    });
    everyRow.dispose();
  }

  /**
   * ids int32 [batch, time], rows of the table or -1 for none → one [batch, time + 2 · padding - kernelSize + 1, filters] per branch. Unlike
   * `Indices`, ids are not checked: they are on the device. Throws ShapeError for ids of another shape, or when no position is left.
   */
  convolve(ids: Tensor): Tensor[] {
    if (ids.shape.length !== 2 || ids.dtype !== 'int32') {
      throw new ShapeError(`ProjectedTable: ${ids.dtype} ${show(ids.shape)}; must be int32 [batch, time]`);
    }
    const [batch, time] = ids.shape;
    return this.lots.flatMap(({ branches, projected }) => {
      checkTime(time, branches);
      const biases = branches.map(({ bias }) => bias);
      return gatherTaps(projected, biases, ids, layOut(filtersOf(branches), batch, time));
    });
  }

  /** Frees the products. */
  dispose(): void {
    for (const { projected } of this.lots) projected.dispose();
  }
}
