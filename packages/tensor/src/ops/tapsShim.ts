import type { Indices } from '../indices.js';
import { defineKernel, type Values } from '../kernel.js';
import { run } from '../op.js';
import type { Tensor } from '../tensor.js';

const sizes = { taps: 'int', dimensions: 'int' } as const;

const backwardTable = defineKernel({
  name: 'projectRows.backward.table',
  inputs: ['dy', 'placeOfRow', 'weight'],
  integers: ['placeOfRow'],
  params: sizes,
  cpu({ dy, placeOfRow, weight }, out, { taps, dimensions }) {
    out.fill(0);
    for (let row = 0; row < placeOfRow.length; row++) {
      if (placeOfRow[row] < 0) continue;
      const first = placeOfRow[row] * taps;
      addScaledRows(out, row * dimensions, weight, dy, { first, step: 1, count: taps, length: dimensions });
    }
  },
  wgsl: /* wgsl */ `
    let place = placeOfRow[i / dimensions];
    var total = 0.0;
    if (place >= 0) {
      for (var f = 0; f < taps; f++) { total += dy[place * taps + f] * weight[f * dimensions + i % dimensions]; }
    }
    out[i] = total;
  `,
});

/** out[to …] += Σ scales · rows, four rows at a time: a quarter of the traffic on `out`. */
function addScaledRows(
  out: Values,
  to: number,
  rows: Values,
  scales: Values,
  { first, step, count, length }: { first: number; step: number; count: number; length: number },
): void {
  let n = 0;
  for (; n + 3 < count; n += 4) {
    const at = first + n * step;
    const [s0, s1, s2, s3] = [scales[at], scales[at + step], scales[at + 2 * step], scales[at + 3 * step]];
    const r0 = n * length;
    const r1 = r0 + length;
    const r2 = r1 + length;
    const r3 = r2 + length;
    for (let d = 0; d < length; d++)
      out[to + d] += s0 * rows[r0 + d] + s1 * rows[r1 + d] + s2 * rows[r2 + d] + s3 * rows[r3 + d];
  }
  for (; n < count; n++) {
    const scale = scales[first + n * step];
    for (let d = 0; d < length; d++) out[to + d] += scale * rows[n * length + d];
  }
}

const backwardWeight = defineKernel({
  name: 'projectRows.backward.weight',
  inputs: ['dy', 'rows', 'counts', 'table'],
  integers: ['rows', 'counts'],
  params: sizes,
  cpu({ dy, rows, counts: [count], table }, out, { taps, dimensions }) {
    out.fill(0);
    // Four rows at a time, gathered into one block that stays in the cache while every tap reads it.
    const block = table.slice(0, 4 * dimensions);
    for (let r = 0; r < count; r += 4) {
      const height = Math.min(4, count - r);
      for (let n = 0; n < height; n++) {
        block.set(table.subarray(rows[r + n] * dimensions, (rows[r + n] + 1) * dimensions), n * dimensions);
      }
      for (let f = 0; f < taps; f++) {
        addScaledRows(out, f * dimensions, block, dy, {
          first: r * taps + f,
          step: taps,
          count: height,
          length: dimensions,
        });
      }
    }
  },
  wgsl: /* wgsl */ `
    let f = i / dimensions;
    let d = i % dimensions;
    var total = 0.0;
    for (var r = 0; r < counts[0]; r++) { total += dy[r * taps + f] * table[rows[r] * dimensions + d]; }
    out[i] = total;
  `,
});

export function tableGradient(dy: Tensor, weight: Tensor, { placeOfRow, tableRows }: Indices, into?: Tensor): Tensor {
  const [taps, dimensions] = weight.shape;
  return run(backwardTable, { dy, placeOfRow, weight }, [tableRows, dimensions], { taps, dimensions }, into);
}
export function tapsPartials(dy: Tensor, table: Tensor, { rows, counts }: Indices): Tensor {
  const [taps, dimensions] = [dy.shape[1], table.shape[1]];
  return run(backwardWeight, { dy, rows, counts, table }, [1, taps, dimensions], { taps, dimensions });
}
