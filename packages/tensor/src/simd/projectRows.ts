// r distinct row of the table, f filter tap, d dimension
import { type Body, type Local, wasmFunction } from './body.js';
import { clear, size } from './rows.js';
import { multiplyRows } from './tile.js';
import { type Int, int, loadInt } from './values.js';

/**
 * projected[r, f] = Σ_d table[rows[r], d] · taps[f, d] for units = distinct rows, of which those below counts[0] are there.
 * `panels` holds the taps as columns, [panels of 8 taps][dimensions][8]; each sum is taken in the order of d.
 */
export const projectRows = /* @__PURE__ */ wasmFunction(
  'projectRows',
  {
    table: 'int',
    rows: 'int',
    counts: 'int',
    panels: 'int',
    projected: 'int',
    dimensions: 'int',
    taps: 'int',
    first: 'int',
    last: 'int',
  },
  (body, { table, rows, counts, panels, projected, dimensions, taps, first, last }) => {
    const end = body.keep(last.minimum(loadInt(counts)));
    const r = body.keep(first);
    body.while(r.less(end), () => {
      // After the last row, the last row again: it is computed twice, to the same bits.
      const numbers = [0, 1, 2, 3].map((i) => body.keep(r.plus(i).minimum(end.minus(1))));
      const pairs = numbers.map((row) => ({
        from: body.keep(
          table.plus(
            loadInt(rows.plus(row.times(size)))
              .times(dimensions)
              .times(size),
          ),
        ),
        to: body.keep(projected.plus(row.times(taps).times(size))),
      }));
      multiplyRows(body, pairs, { panels, inner: dimensions, columns: taps });
      body.advance(r, 4);
    });
  },
);

/**
 * dTable[row, d] = Σ_f dProjected[placeOfRow[row], f] · taps[f, d] for units = rows of the table, 0 where placeOfRow is -1.
 * `panels` holds the taps as rows, [panels of 8 dimensions][taps][8]; each sum is taken in the order of f.
 */
export const tableGradient = /* @__PURE__ */ wasmFunction(
  'tableGradient',
  {
    dProjected: 'int',
    placeOfRow: 'int',
    panels: 'int',
    dTable: 'int',
    dimensions: 'int',
    taps: 'int',
    first: 'int',
    last: 'int',
  },
  (body, { dProjected, placeOfRow, panels, dTable, dimensions, taps, first, last }) => {
    const waiting = body.keep(int(0));
    const pairs = [0, 1, 2, 3].map(() => ({ from: body.declare('int'), to: body.declare('int') }));
    const to = body.keep(dTable.plus(first.times(dimensions).times(size)));
    body.each(first, last, (row) => {
      const place = body.keep(loadInt(placeOfRow.plus(row.times(size))));
      body.if(
        place.isNegative(),
        () => clear(body, to, dimensions),
        () => {
          enqueue(body, pairs, waiting, { from: dProjected.plus(place.times(taps).times(size)), to });
        },
      );
      const isLast = row.plus(1).equals(last);
      body.if(waiting.equals(4).or(isLast.and(int(0).less(waiting))), () => {
        multiplyRows(body, pairs, { panels, inner: taps, columns: dimensions });
        body.set(waiting, int(0));
      });
      body.advance(to, dimensions.times(size));
    });
  },
);

/** The first of four stands in all four places, and each that follows moves the others down: however many there are, all are in. */
function enqueue(
  body: Body,
  pairs: readonly { from: Local<Int>; to: Local<Int> }[],
  waiting: Local<Int>,
  { from, to }: { from: Int; to: Int },
): void {
  const last = pairs[pairs.length - 1];
  const fill = (pair: { from: Local<Int>; to: Local<Int> }, by: { from: Int; to: Int }) => {
    body.set(pair.from, by.from);
    body.set(pair.to, by.to);
  };
  body.if(
    waiting.equals(0),
    () => {
      for (const pair of pairs) fill(pair, { from, to });
    },
    () => {
      for (let n = 0; n + 1 < pairs.length; n++) fill(pairs[n], pairs[n + 1]);
      fill(last, { from, to });
    },
  );
  body.advance(waiting, 1);
}
