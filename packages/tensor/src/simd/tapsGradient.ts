// r distinct row of the table, f filter tap, d dimension
import { type Body, type Local, wasmFunction } from './body.js';
import { size } from './rows.js';
import { addProducts, type LeftSide, panelRow, panelsOf, panelWidth, type RowOfTile, storeRow } from './tile.js';
import { four, type Int, int, loadInt, one } from './values.js';

/**
 * Panels of 8 dimensions that are laid out at once: rows of a table lie anywhere in memory, and what is read of each should be some lines of
 * the cache. With 256 rows they are 64 kB, for the second fastest cache; one of them stays in the fastest while all taps go over it.
 */
const panelsAtOnce = 8;

/** Bytes that a thread needs beside inputs and outputs: some panels of a split's rows. */
export function tapsWorkspace(splitRows: number): number {
  return panelsAtOnce * splitRows * panelRow;
}

/** Units of `tapsGradient`. */
export function tapsUnits(splits: number, dimensions: number): number {
  return splits * Math.ceil(panelsOf(dimensions) / panelsAtOnce);
}

/**
 * partials[s, f, d] = Σ_r dProjected[r, f] · table[rows[r], d] over the rows of split s: from s · splitRows on, below counts[0]; nothing is
 * written for a split without rows. Units are some panels of 8 dimensions of the first split, then of the second …; each sum is taken in the
 * order of r.
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
    const atOnce = panelsAtOnce * panelWidth;
    const units = body.keep(dimensions.plus(atOnce - 1).over(atOnce));
    const rowBytes = body.keep(dimensions.times(size));
    body.each(first, last, (unit) => {
      const split = body.keep(unit.over(units));
      const column = body.keep(unit.minus(split.times(units)).times(atOnce));
      const r = body.keep(split.times(splitRows));
      const end = body.keep(r.plus(splitRows).minimum(loadInt(counts)));
      body.if(r.less(end), () => {
        const height = body.keep(end.minus(r));
        const width = body.keep(dimensions.minus(column).minimum(int(atOnce)));
        const from = { table: table.plus(column.times(size)), rows: rows.plus(r.times(size)), rowBytes };
        packRows(body, workspace, from, { height, width });
        const factors = body.keep(dProjected.plus(r.times(taps).times(size)));
        const to = body.keep(partials.plus(split.times(taps).times(rowBytes)).plus(column.times(size)));
        const panel = body.keep(workspace);
        body.while(int(0).less(width), () => {
          multiplyPanel(body, panel, { height, factors, taps, to, rowBytes, width });
          body.advance(panel, height.times(panelRow));
          body.advance(to, panelRow);
          body.set(width, width.minus(width.minimum(int(panelWidth))));
        });
      });
    });
  },
);

/** `width` columns of `height` rows of the table as panels of 8, one after the other, zeros beside the last columns. */
function packRows(
  body: Body,
  panels: Int,
  { table, rows, rowBytes }: { table: Int; rows: Int; rowBytes: Int },
  { height, width }: { height: Int; width: Int },
): void {
  body.each(0, height, (k) => {
    const from = body.keep(table.plus(loadInt(rows.plus(k.times(size))).times(rowBytes)));
    const to = body.keep(panels.plus(k.times(panelRow)));
    const left = body.keep(width);
    body.while(int(panelWidth - 1).less(left), () => {
      body.store(to, four.load(from));
      body.store(to, four.load(from, 4 * size), 4 * size);
      body.advance(from, panelRow);
      body.advance(to, height.times(panelRow));
      body.advance(left, -panelWidth);
    });
    body.if(int(0).less(left), () => {
      for (let c = 0; c < panelWidth; c++) {
        body.if(
          int(c).less(left),
          () => body.store(to, one.load(from, c * size), c * size),
          () => body.store(to, one.zero(), c * size),
        );
      }
    });
  });
}

/** One panel's products with all taps, four taps at a time, then one by one: as much of 8 columns as there are below `width`. */
function multiplyPanel(
  body: Body,
  panel: Int,
  given: { height: Int; factors: Int; taps: Int; to: Int; rowBytes: Int; width: Int },
): void {
  const { height, taps, rowBytes, width } = given;
  const end = body.keep(panel.plus(height.times(panelRow)));
  const tapBytes = body.keep(taps.times(size));
  const to = body.keep(given.to);
  const f = body.keep(int(0));
  const tiles = (taller: number) =>
    body.while(f.plus(taller - 1).less(taps), () => {
      const tile = Array.from({ length: taller }, (): RowOfTile => [body.keep(four.zero()), body.keep(four.zero())]);
      const left = rowsOfFactors(body, body.keep(given.factors.plus(f.times(size))), tapBytes);
      addProducts(body, tile, { panel: body.keep(panel), end, left });
      for (const row of tile) {
        storeRow(body, to, row, width);
        body.advance(to, rowBytes);
      }
      body.advance(f, taller);
    });
  tiles(4);
  tiles(1);
}

/** Factors that lie side by side, with the next step's a row further. */
function rowsOfFactors(body: Body, factors: Local<Int>, rowBytes: Int): LeftSide {
  const next = body.keep(factors.plus(rowBytes));
  return {
    at: (i, step) => four.loadAll(step === 0 ? factors : next, i * size),
    advance: (steps) => {
      for (const row of [factors, next]) body.advance(row, rowBytes.times(steps));
    },
  };
}
