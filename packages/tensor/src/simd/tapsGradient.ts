// r distinct row of the table, f filter tap, d dimension
import { type Body, type Local, wasmFunction } from './body.js';
import { clear, size } from './rows.js';
import { addProducts, type LeftSide, panelRow, panelsOf, panelWidth, type RowOfTile, storeRow } from './tile.js';
import { four, type Int, int, loadInt, one } from './values.js';

/** Rows whose floats are laid out as a panel at a time: 8 kB, a quarter of the fastest cache. */
const blockRows = 256;

/** Bytes that a thread needs beside inputs and outputs: a panel of the table, and the sums of all taps over it. */
export function tapsWorkspace(taps: number): number {
  return (blockRows + taps) * panelRow;
}

/** Units of `tapsGradient`. */
export function tapsUnits(splits: number, dimensions: number): number {
  return splits * panelsOf(dimensions);
}

/**
 * partials[s, f, d] = Σ_r dProjected[r, f] · table[rows[r], d] over the rows of split s: from s · splitRows on, below counts[0]. Units are
 * panels of 8 dimensions of the first split, then of the second …; each sum is taken in the order of r.
 */
export const tapsGradient = /* @__PURE__ */ wasmFunction(
  'tapsGradient',
  {
    dProjected: 'int',
    table: 'int',
    rows: 'int',
    counts: 'int',
    partials: 'int',
    dimensions: 'int',
    taps: 'int',
    splitRows: 'int',
    first: 'int',
    last: 'int',
    workspace: 'int',
  },
  (body, given) => {
    const { dProjected, table, rows, counts, partials, dimensions, taps, splitRows, first, last, workspace } = given;
    const panels = body.keep(dimensions.plus(panelWidth - 1).over(panelWidth));
    const sums = body.keep(workspace.plus(blockRows * panelRow));
    body.each(first, last, (unit) => {
      const split = body.keep(unit.over(panels));
      const column = body.keep(unit.minus(split.times(panels)).times(panelWidth));
      const width = body.keep(dimensions.minus(column));
      const r = body.keep(split.times(splitRows));
      const end = body.keep(r.plus(splitRows).minimum(loadInt(counts)));
      clear(body, sums, taps.times(panelWidth));
      body.while(r.less(end), () => {
        const height = body.keep(end.minus(r).minimum(int(blockRows)));
        const from = {
          table: table.plus(column.times(size)),
          rows: rows.plus(r.times(size)),
          rowBytes: dimensions.times(size),
        };
        packRows(body, workspace, from, height, width);
        addBlock(body, {
          panel: workspace,
          sums,
          dProjected: dProjected.plus(r.times(taps).times(size)),
          taps,
          height,
        });
        body.advance(r, blockRows);
      });
      const to = body.keep(partials.plus(split.times(taps).times(dimensions).plus(column).times(size)));
      storeSums(body, to, { sums, taps, width, rowBytes: dimensions.times(size) });
    });
  },
);

/** Up to 8 columns of `height` rows of the table, zeros beside them, one row after the other. */
function packRows(
  body: Body,
  panel: Int,
  { table, rows, rowBytes }: { table: Int; rows: Int; rowBytes: Int },
  height: Int,
  width: Int,
): void {
  const to = body.keep(panel);
  const from = body.declare('int');
  body.each(0, height, (k) => {
    body.set(from, table.plus(loadInt(rows.plus(k.times(size))).times(rowBytes)));
    body.if(
      width.less(panelWidth),
      () => {
        for (let c = 0; c < panelWidth; c++) {
          body.if(
            int(c).less(width),
            () => body.store(to, one.load(from, c * size), c * size),
            () => body.store(to, one.zero(), c * size),
          );
        }
      },
      () => {
        body.store(to, four.load(from));
        body.store(to, four.load(from, 4 * size), 4 * size);
      },
    );
    body.advance(to, panelRow);
  });
}

/** Adds one block's products to the sums of all taps, four taps at a time, then one by one. */
function addBlock(
  body: Body,
  { panel, sums, dProjected, taps, height }: { panel: Int; sums: Int; dProjected: Int; taps: Int; height: Int },
): void {
  const to = body.keep(sums);
  const end = body.keep(panel.plus(height.times(panelRow)));
  const tapBytes = body.keep(taps.times(size));
  const f = body.keep(int(0));
  const tiles = (taller: number) =>
    body.while(f.plus(taller - 1).less(taps), () => {
      const from = body.keep(panel);
      const factors = body.keep(dProjected.plus(f.times(size)));
      const tile = Array.from(
        { length: taller },
        (_, i): RowOfTile => [
          body.keep(four.load(to, i * panelRow)),
          body.keep(four.load(to, i * panelRow + 4 * size)),
        ],
      );
      const next = body.keep(factors.plus(tapBytes));
      const left: LeftSide = {
        at: (i, step) => four.loadAll(step === 0 ? factors : next, i * size),
        advance: (steps) => {
          for (const row of [factors, next]) body.advance(row, tapBytes.times(steps));
        },
      };
      addProducts(body, tile, { panel: from, end, left });
      tile.forEach(([low, high], i) => {
        body.store(to, low, i * panelRow);
        body.store(to, high, i * panelRow + 4 * size);
      });
      body.advance(to, taller * panelRow);
      body.advance(f, taller);
    });
  tiles(4);
  tiles(1);
}

function storeSums(
  body: Body,
  to: Local<Int>,
  { sums, taps, width, rowBytes }: { sums: Int; taps: Int; width: Int; rowBytes: Int },
): void {
  const from = body.keep(sums);
  body.each(0, taps, () => {
    storeRow(body, to, [body.keep(four.load(from)), body.keep(four.load(from, 4 * size))], width);
    body.advance(from, panelRow);
    body.advance(to, rowBytes);
  });
}
