// The heart of every matrix product: 4 rows times 8 columns in registers. Of all tiles tried (4×4 to 8×8) the fastest: 16
// registers hold the 8 sums, two vectors of the right side and one of the left, and nothing is spilled.
// i row of the tile, k inner, c column
import { type Body, type Local, wasmFunction } from './body.js';
import { size } from './rows.js';
import { type Floats, four, type Int, int, lane, one } from './values.js';

/** Columns of a panel. The right side of a product is laid out as panels, [panels][inner][panelWidth], so that it is read in order. */
export const panelWidth = 8;

/** Bytes of one inner step of a panel. */
export const panelRow = panelWidth * size;

/** How many panels the columns take; what is missing in the last is zeros. */
export function panelsOf(columns: number): number {
  return Math.ceil(columns / panelWidth);
}

/** The sums of one row of a tile: columns 0 to 3, 4 to 7. */
export type RowOfTile = readonly [Local<Floats>, Local<Floats>];

/**
 * Lays out the right side of a product as panels, for units = panels: element (k, c) is the float number k · innerStride + c · columnStride
 * of the source.
 */
export const packPanels = /* @__PURE__ */ wasmFunction(
  'packPanels',
  {
    source: 'int',
    innerStride: 'int',
    columnStride: 'int',
    inner: 'int',
    columns: 'int',
    panels: 'int',
    first: 'int',
    last: 'int',
  },
  (body, { source, innerStride, columnStride, inner, columns, panels, first, last }) => {
    const to = body.keep(panels.plus(first.times(inner).times(panelRow)));
    const end = body.keep(last.times(panelWidth));
    const column = body.keep(first.times(panelWidth));
    const from = body.declare('int');
    body.while(column.less(end), () => {
      body.each(0, inner, (k) => {
        body.set(from, source.plus(k.times(innerStride).plus(column.times(columnStride)).times(size)));
        for (let c = 0; c < panelWidth; c++) {
          body.if(
            column.plus(c).less(columns),
            () => body.store(to, one.load(from), c * size),
            () => body.store(to, one.zero(), c * size),
          );
          body.advance(from, columnStride.times(size));
        }
        body.advance(to, panelRow);
      });
      body.advance(column, panelWidth);
    });
  },
);

/** Where the left side of a tile stands: the float of row i at step 0 of a round and at step 1, and what moves it on by so many steps. */
export interface LeftSide {
  at(i: number, step: number): Floats;
  advance(steps: number): void;
}

/**
 * Adds the products along one panel to a tile, in the order of k, and leaves `panel` at its end. Two steps a round move the addresses half
 * as often. The question between them, which the last step of an odd number needs, has to stand there in any case: of a stretch without
 * branches V8 does all loads first, those of two steps do not fit into the registers, and a third of the speed is gone.
 */
export function addProducts(
  body: Body,
  tile: readonly RowOfTile[],
  { panel, end, left }: { panel: Local<Int>; end: Local<Int>; left: LeftSide },
): void {
  const add = (step: number) => {
    const low = body.keep(four.load(panel, step * panelRow));
    const high = body.keep(four.load(panel, step * panelRow + 4 * size));
    tile.forEach(([lowSum, highSum], i) => {
      const factor = body.keep(left.at(i, step));
      body.set(lowSum, lowSum.plus(factor.times(low)));
      body.set(highSum, highSum.plus(factor.times(high)));
    });
  };
  body.while(panel.less(end), () => {
    add(0);
    body.if(panel.plus(panelRow).less(end), () => add(1));
    left.advance(2);
    body.advance(panel, 2 * panelRow);
  });
  body.set(panel, end);
}

/** Stores as much of a row of a tile as there are columns for. */
export function storeRow(body: Body, to: Int, [low, high]: RowOfTile, columns: Int): void {
  body.if(
    columns.less(panelWidth),
    () => {
      for (let c = 0; c < panelWidth - 1; c++) {
        const value = lane(c < 4 ? low : high, c % 4);
        body.if(int(c).less(columns), () => body.store(to, value, c * size));
      }
    },
    () => {
      body.store(to, low);
      body.store(to, high, 4 * size);
    },
  );
}

/** Four rows of a product: row i is [inner] floats at `from`, times all panels, into [columns] floats at `to`. The same row may stand twice. */
export function multiplyRows(
  body: Body,
  rows: readonly { from: Int; to: Int }[],
  { panels, inner, columns }: { panels: Int; inner: Int; columns: Int },
): void {
  const panel = body.keep(panels);
  const end = body.keep(panels);
  const column = body.keep(int(0));
  const to = rows.map((row) => body.keep(row.to));
  body.while(column.less(columns), () => {
    body.advance(end, inner.times(panelRow));
    const from = rows.map((row) => body.keep(row.from));
    const tile = rows.map((): RowOfTile => [body.keep(four.zero()), body.keep(four.zero())]);
    const left: LeftSide = {
      at: (i, step) => four.loadAll(from[i], step * size),
      advance: (steps) => {
        for (const row of from) body.advance(row, steps * size);
      },
    };
    addProducts(body, tile, { panel, end, left });
    tile.forEach((row, i) => {
      storeRow(body, to[i], row, columns.minus(column));
      body.advance(to[i], panelRow);
    });
    body.advance(column, panelWidth);
  });
}
