import { describe, expect, test } from 'vitest';
import { devices } from '../../test/devices.js';
import { CpuDevice } from '../devices/cpu.js';
import { Indices } from '../indices.js';
import { createRandom } from '../random.js';
import { Tensor } from '../tensor.js';
import { projectRows } from './projectRows.js';
import { split, tableGradient, tapsPartials, tapsPartialsShape } from './projectRowsGradients.js';

const exact = new CpuDevice({ precision: 'float64' });

describe.each(devices)('projected rows and their gradients on $name', (device) => {
  /** On the same random numbers: [rows, dimensions] times [taps, dimensions], where `distinct` rows occur. */
  async function all(on: typeof device, { rows, distinct, dimensions, taps }: Record<string, number>) {
    const random = createRandom(3);
    const numbers = (size: number) => Array.from({ length: size }, () => Math.fround(2 * random() - 1));
    const table = Tensor.from(on, numbers(rows * dimensions), [rows, dimensions]);
    const weight = Tensor.from(on, numbers(taps * dimensions), [taps, dimensions]);
    const ids = Int32Array.from({ length: rows }, (_, n) => (n < distinct ? (n * 7) % rows : -1));
    const indices = new Indices(on, ids, [1, rows], rows);
    const [count] = await indices.counts.read();
    const dy = Tensor.from(on, numbers(rows * taps), [rows, taps]);
    const room = Tensor.allocate(on, tapsPartialsShape(dy, table));
    const parts = await tapsPartials(dy, table, indices, room).read();
    const summed = new Float64Array(taps * dimensions);
    // Those that have rows.
    parts.subarray(0, Math.ceil(count / split) * summed.length).forEach((part, n) => {
      summed[n % summed.length] += part;
    });
    return {
      projected: [...(await projectRows(table, weight, indices).read())].slice(0, count * taps),
      table: [...(await tableGradient(dy, weight, indices).read())],
      taps: [...summed],
    };
  }

  // Sizes that fit the tuned bodies, more than one part of rows, and sizes that fit none.
  test.each([
    { rows: 601, distinct: 530, dimensions: 12, taps: 88 },
    { rows: 71, distinct: 71, dimensions: 100, taps: 36 },
    { rows: 40, distinct: 9, dimensions: 7, taps: 5 },
    { rows: 33, distinct: 0, dimensions: 8, taps: 4 },
  ])(
    'agree with float64, whatever body runs: $rows rows, $distinct of them, $dimensions dimensions, $taps taps',
    async (sizes) => {
      // Twice: the first time measures, the second runs what was chosen.
      for (let n = 0; n < 2; n++) {
        const [found, expected] = [await all(device, sizes), await all(exact, sizes)];
        for (const part of ['projected', 'table', 'taps'] as const) {
          expect(found[part].length).toBe(expected[part].length);
          const worst = found[part].reduce((most, x, i) => Math.max(most, Math.abs(x - expected[part][i])), 0);
          expect(worst).toBeLessThan(1e-4);
        }
      }
    },
  );
});
