import { expect, test } from 'vitest';
import { distinctIds, fullBatches } from './batches.js';
import { BenchmarkError } from './errors.js';

const textsOf = (count: number, length: number) =>
  Array.from({ length: count }, (_, n) => ({ name: `${n}`, label: n % 2, ids: new Int32Array(length).fill(5) }));

test('longer texts are clipped, shorter ones padded with entry 0', () => {
  const [batch] = fullBatches([...textsOf(50, 9), ...textsOf(50, 2)], 4, 1);
  expect(batch.shape).toEqual([100, 4]);
  expect(batch.ids.filter((id) => id === 5)).toHaveLength(50 * 4 + 50 * 2);
  expect(batch.ids.filter((id) => id === 0)).toHaveLength(50 * 2);
  expect(distinctIds([batch])).toEqual([2, 2]);
});

test('batches that no text fills, and a last one of fewer than 100, are not used', () => {
  expect(() => fullBatches(textsOf(200, 3), 4, 1)).toThrow(BenchmarkError);
  expect(fullBatches(textsOf(250, 4), 4, 2)).toHaveLength(2);
  expect(() => fullBatches(textsOf(250, 4), 4, 3)).toThrow('batches: 2 with a text of 4 tokens; must be 3');
});
