// b text, s input position, t output position, k position in the filter, o filter
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inRanges, memory, numbers } from '../../test/linearMemory.js';
import { idsOf, tableRows, tapCases } from '../../test/tapCases.js';
import { CpuDevice } from '../devices/cpu.js';
import { Indices } from '../indices.js';
import { chunkSums, chunksOfPositions, noChunks, rowSums, unitsOfChunkSums } from './segmentSum.js';

/** What sums over chunks are told of the indices, with the numbers themselves. */
async function chunksOf(indices: Indices) {
  const [counts, starts, order] = await Promise.all(
    [indices.counts, indices.chunkStarts, indices.order].map((tensor) => tensor.read()),
  );
  const chunkOf = memory.output(order.length);
  memory.call(noChunks, { chunkOf, first: 0, last: order.length });
  memory.call(chunksOfPositions, {
    ...{ chunkStarts: memory.putIntegers(starts), order: memory.putIntegers(order), chunkOf },
    ...{ first: 0, last: indices.chunkCapacity },
  });
  return { counts, starts, order, places: { counts: memory.putIntegers(counts), chunkOf } };
}

const asItLies = (outTime: number, filters: number) => ({
  ...{ lengths: 0, textStep: outTime * filters, timeStep: filters, more: 0, limited: 0 },
});

test('each chunk sums the gradients of its positions in order, in its own columns only, however it is cut', async () => {
  await fc.assert(
    fc.asyncProperty(tapCases, async ({ cuts, before, seed, ...sizes }) => {
      const { batch, inTime, outTime, filters, kernelSize, padding, taps } = sizes;
      const indices = new Indices(new CpuDevice(), idsOf(batch * inTime, seed), [batch, inTime], tableRows);
      const { counts, starts, order, places } = await chunksOf(indices);
      const dy = numbers(batch * outTime * filters, seed);
      const sums = memory.output(counts[1] * taps);
      const given = {
        ...sizes,
        dy: memory.putFloats(dy),
        ...places,
        sums: sums + before * 4,
        ...asItLies(outTime, filters),
      };
      inRanges(unitsOfChunkSums(sizes), cuts, (range) => memory.call(chunkSums, { ...given, ...range }));
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

test('a row that stands for the windows of its text gives what the windows written out give, however it is cut', async () => {
  await fc.assert(
    fc.asyncProperty(tapCases, fc.integer({ min: -2, max: 2 }), async ({ cuts, before, seed, ...sizes }, more) => {
      const { batch, inTime, outTime, filters, taps } = sizes;
      const indices = new Indices(new CpuDevice(), idsOf(batch * inTime, seed), [batch, inTime], tableRows);
      const { counts, places } = await chunksOf(indices);
      const rows = numbers(batch * filters, seed);
      const lengths = Array.from({ length: batch }, (_, b) => (seed + 3 * b) % (inTime + 1));
      const written = Float32Array.from({ length: batch * outTime * filters }, (_, i) => {
        const b = Math.floor(i / (outTime * filters));
        const t = Math.floor(i / filters) % outTime;
        return t < Math.max(1, lengths[b] + more) ? rows[b * filters + (i % filters)] : 0;
      });
      const given = { ...sizes, ...places };
      const [whole, short] = [memory.output(counts[1] * taps), memory.output(counts[1] * taps)];
      const full = { ...given, ...asItLies(outTime, filters), dy: memory.putFloats(written), sums: whole + before * 4 };
      memory.call(chunkSums, { ...full, first: 0, last: unitsOfChunkSums(sizes) });
      const repeated = { lengths: memory.putIntegers(lengths), textStep: filters, timeStep: 0, more, limited: 1 };
      const fewer = { ...given, ...repeated, dy: memory.putFloats(rows), sums: short + before * 4 };
      inRanges(unitsOfChunkSums(sizes), cuts, (range) => memory.call(chunkSums, { ...fewer, ...range }));
      expect(memory.take(short)).toEqual(memory.take(whole));
    }),
  );
});

test('a row that occurs 300 times is summed in two chunks', async () => {
  const indices = new Indices(new CpuDevice(), new Array(300).fill(3), [1, 300], tableRows);
  const { places } = await chunksOf(indices);
  const sums = memory.output(indices.chunkCapacity);
  memory.call(chunkSums, {
    dy: memory.putFloats(new Array(300).fill(1)),
    ...places,
    sums,
    ...asItLies(300, 1),
    ...{ batch: 1, filters: 1, kernelSize: 1, padding: 0, inTime: 300, outTime: 300, taps: 1, first: 0, last: 1 },
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
