import { createRandom } from '@textcam/tensor';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeBatch, makeBatches } from './batches.js';
import type { EncodedExample } from './encode.js';

/** Text n has these many ids, all n + 1, and label n. */
function examplesOf(lengths: readonly number[]): EncodedExample[] {
  return lengths.map((length, n) => ({ name: `${n}`, label: n, ids: new Int32Array(length).fill(n + 1) }));
}

const labelsOf = (examples: EncodedExample[], batchSize: number, seed?: number) => {
  const random = seed === undefined ? {} : { random: createRandom(seed) };
  return [...makeBatches(examples, { batchSize, paddingId: 0, ...random })].map(({ labels }) => [...labels]);
};

describe('makeBatch', () => {
  test('puts texts side by side, filled up to the longest, with their real lengths', () => {
    expect(makeBatch(examplesOf([1, 3]), 0)).toEqual({
      examples: 2,
      ids: Int32Array.of(1, 0, 0, 2, 2, 2),
      shape: [2, 3],
      lengths: Int32Array.of(1, 3),
      labels: Int32Array.of(0, 1),
    });
  });

  test('fills with -1 when asked to', () => {
    expect(makeBatch(examplesOf([1, 3]), -1).ids).toEqual(Int32Array.of(1, -1, -1, 2, 2, 2));
  });

  test('an empty text has a place, and length 0', () => {
    expect(makeBatch(examplesOf([0]), -1)).toMatchObject({
      ids: Int32Array.of(-1),
      shape: [1, 1],
      lengths: Int32Array.of(0),
    });
  });
});

describe('makeBatches', () => {
  const ten = examplesOf(new Array<number>(10).fill(1));

  test('keeps file order, and the last batch has what is left', () => {
    expect(labelsOf(ten, 4)).toEqual([
      [0, 1, 2, 3],
      [4, 5, 6, 7],
      [8, 9],
    ]);
  });

  test('shuffles by the stream: the same seed the same order, another seed another', () => {
    expect(labelsOf(ten, 10, 1)).toEqual(labelsOf(ten, 10, 1));
    expect(labelsOf(ten, 10, 1)).not.toEqual(labelsOf(ten, 10, 2));
    expect(labelsOf(ten, 10, 1)).not.toEqual(labelsOf(ten, 10));
  });

  test('each batch is padded to its own longest text', () => {
    const batches = [...makeBatches(examplesOf([1, 2, 5]), { batchSize: 2, paddingId: 0 })];
    expect(batches.map(({ shape }) => shape)).toEqual([
      [2, 2],
      [1, 5],
    ]);
  });

  test('of no examples there are none', () => expect(labelsOf([], 4)).toEqual([]));

  test.each([0, -1, 1.5, Number.NaN])('a batch size of %s is refused', (batchSize) => {
    expect(() => labelsOf(ten, batchSize)).toThrow(`batches: a size of ${batchSize}; must be a whole number`);
  });

  test('every example comes exactly once, whole, with its real length and padding behind it', () => {
    const lengths = fc.array(fc.nat(6), { maxLength: 12 });
    const paddings = fc.constantFrom(0 as const, -1 as const);
    fc.assert(
      fc.property(
        lengths,
        fc.integer({ min: 1, max: 15 }),
        paddings,
        fc.nat(),
        (lengths, batchSize, paddingId, seed) => {
          const seen: number[] = [];
          for (const batch of makeBatches(examplesOf(lengths), { batchSize, paddingId, random: createRandom(seed) })) {
            const [rows, time] = batch.shape;
            expect(rows).toBe(batch.examples);
            expect(time).toBe(Math.max(1, ...batch.lengths));
            batch.labels.forEach((label, row) => {
              const text = new Array<number>(lengths[label]).fill(label + 1);
              const padding = new Array<number>(time - lengths[label]).fill(paddingId);
              expect([...batch.ids.subarray(row * time, (row + 1) * time)]).toEqual([...text, ...padding]);
              expect(batch.lengths[row]).toBe(lengths[label]);
              seen.push(label);
            });
          }
          expect(seen.sort((a, b) => a - b)).toEqual([...lengths.keys()]);
        },
      ),
    );
  });
});
