// m row, k inner, c column
import { wasmFunction } from './body.js';
import { size } from './rows.js';
import { multiplyRows } from './tile.js';

/**
 * out[m, c] = Σ_k a[m, k] · b[k, c] for units = rows. `panels` holds b, [panels of 8 columns][inner][8]; each sum is taken in the order of k.
 */
export const matmul = /* @__PURE__ */ wasmFunction(
  'matmul',
  { a: 'int', panels: 'int', out: 'int', inner: 'int', columns: 'int', first: 'int', last: 'int' },
  (body, { a, panels, out, inner, columns, first, last }) => {
    const m = body.keep(first);
    body.while(m.less(last), () => {
      // After the last row, the last row again: it is computed twice, to the same bits.
      const pairs = [0, 1, 2, 3].map((i) => {
        const row = body.keep(m.plus(i).minimum(last.minus(1)));
        return {
          from: body.keep(a.plus(row.times(inner).times(size))),
          to: body.keep(out.plus(row.times(columns).times(size))),
        };
      });
      multiplyRows(body, pairs, { panels, inner, columns });
      body.advance(m, 4);
    });
  },
);
