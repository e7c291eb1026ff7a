// b text, s input position, t output position, k position in the filter, o filter
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyCuts, inRanges, memory, numbers } from '../../test/linearMemory.js';
import { CpuDevice } from '../devices/cpu.js';
import { Indices } from '../indices.js';
import { chunkSums, gatherTaps, rowSums } from './gatherTaps.js';

const cases = fc
  .record({
    batch: fc.integer({ min: 1, max: 4 }),
    inTime: fc.integer({ min: 1, max: 6 }),
    filters: fc.integer({ min: 1, max: 21 }),
    kernelSize: fc.integer({ min: 1, max: 4 }),
    padding: fc.integer({ min: 0, max: 3 }),
    // Columns of other branches, before and after.
    before: fc.nat({ max: 3 }),
    after: fc.nat({ max: 3 }),
    cuts: anyCuts,
    seed: fc.nat(),
  })
  .filter(({ inTime, kernelSize, padding }) => inTime + 2 * padding >= kernelSize)
  .map((sizes) => ({
    ...sizes,
    outTime: sizes.inTime + 2 * sizes.padding - sizes.kernelSize + 1,
    taps: sizes.before + sizes.filters * sizes.kernelSize + sizes.after,
  }));

const tableRows = 5;
const idsOf = (count: number, seed: number) =>
  Array.from(numbers(count, seed), (x) => Math.min(tableRows - 1, Math.floor(((x + 1) / 2) * (tableRows + 1)) - 1));

test('each position adds up what its words bring, from the bias on in the order of the filter, however it is cut', () => {
  fc.assert(
    fc.property(cases, ({ cuts, before, seed, ...sizes }) => {
      const { batch, inTime, outTime, filters, kernelSize, padding, taps } = sizes;
      const places = idsOf(batch * inTime, seed);
      const [projected, bias] = [numbers(tableRows * taps, seed), numbers(filters, seed + 1)];
      const out = memory.output(batch * outTime * filters);
      const given = {
        ...sizes,
        projected: memory.putFloats(projected) + before * 4,
        bias: memory.putFloats(bias),
        places: memory.putIntegers(places),
        out,
      };
      inRanges(batch, cuts, (range) => memory.call(gatherTaps, { ...given, ...range }));
      const expected = Array.from({ length: batch * outTime * filters }, (_, i) => {
        const [b, t, o] = [Math.floor(i / (outTime * filters)), Math.floor(i / filters) % outTime, i % filters];
        let total = bias[o];
        for (let k = 0; k < kernelSize; k++) {
          const s = t + k - padding;
          const place = s < 0 || s >= inTime ? -1 : places[b * inTime + s];
          if (place >= 0) total = Math.fround(total + projected[place * taps + before + k * filters + o]);
        }
        return total;
      });
      expect(memory.take(out)).toEqual(expected);
    }),
  );
});

test('each chunk sums the gradients of its positions in order, in its own columns only, however it is cut', async () => {
  await fc.assert(
    fc.asyncProperty(cases, async ({ cuts, before, seed, ...sizes }) => {
      const { batch, inTime, outTime, filters, kernelSize, padding, taps } = sizes;
      const indices = new Indices(new CpuDevice(), idsOf(batch * inTime, seed), [batch, inTime], tableRows);
      const [counts, starts, order] = await Promise.all(
        [indices.counts, indices.chunkStarts, indices.order].map((tensor) => tensor.read()),
      );
      const dy = numbers(batch * outTime * filters, seed);
      const sums = memory.output(counts[1] * taps);
      const given = {
        ...sizes,
        dy: memory.putFloats(dy),
        chunkStarts: memory.putIntegers(starts),
        order: memory.putIntegers(order),
        sums: sums + before * 4,
      };
      inRanges(indices.chunkCapacity, cuts, (range) => memory.call(chunkSums, { ...given, ...range }));
      const expected = Array.from({ length: counts[1] * taps }, (_, i) => {
        const [chunk, tap] = [Math.floor(i / taps), (i % taps) - before];
        if (tap < 0 || tap >= kernelSize * filters) return Number.NaN;
        let total = 0;
        for (let n = starts[chunk]; n < starts[chunk + 1]; n++) {
          const [b, s] = [Math.floor(order[n] / inTime), order[n] % inTime];
          const t = s - Math.floor(tap / filters) + padding;
          if (t >= 0 && t < outTime) total = Math.fround(total + dy[(b * outTime + t) * filters + (tap % filters)]);
        }
        return total;
      });
      expect(memory.take(sums)).toEqual(expected);
    }),
  );
});

test('a row that occurs 300 times is summed in two chunks', async () => {
  const indices = new Indices(new CpuDevice(), new Array(300).fill(3), [1, 300], tableRows);
  const [chunkStarts, order] = await Promise.all([indices.chunkStarts.read(), indices.order.read()]);
  const sums = memory.output(indices.chunkCapacity);
  memory.call(chunkSums, {
    dy: memory.putFloats(new Array(300).fill(1)),
    chunkStarts: memory.putIntegers(chunkStarts),
    order: memory.putIntegers(order),
    sums,
    ...{ filters: 1, kernelSize: 1, padding: 0, inTime: 300, outTime: 300, taps: 1, first: 0 },
    last: indices.chunkCapacity,
  });
  expect(memory.take(sums).slice(0, 2)).toEqual([256, 44]);
});

test('a row is the sum of its chunks in order, 0 where no row is', () => {
  // Three distinct rows of one, two and one chunks; five rows of room.
  const given = {
    sums: memory.putFloats([1, 2, 3, 4, 5, 10, 20, 30, 40, 50, 100, 200, 300, 400, 500, 7, 7, 7, 7, 7]),
    rowChunks: memory.putIntegers([0, 1, 3, 4, 4, 4]),
    out: memory.output(25),
    taps: 5,
  };
  inRanges(5, [0.5], (range) => memory.call(rowSums, { ...given, ...range }));
  const zeros = new Array(10).fill(0);
  expect(memory.take(given.out)).toEqual([1, 2, 3, 4, 5, 110, 220, 330, 440, 550, 7, 7, 7, 7, 7, ...zeros]);
});
