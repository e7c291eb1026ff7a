import { createRandom } from '@textcam/tensor';
import { expect, test } from 'vitest';
import { VectorsError } from '../vectors.js';
import { createTables, vectorOf } from './tables.js';

test('vectors start within half of one by their dimensions, outputs at 0', () => {
  const tables = createTables(100, { dimensions: 5, rooms: 1, targets: 6 }, createRandom(1));
  const inputs = Array.from({ length: 100 }, (_, n) => [...vectorOf(tables, n, 5)]).flat();
  expect(Math.max(...inputs.map(Math.abs))).toBeLessThanOrEqual(0.1);
  expect(Math.max(...inputs)).toBeGreaterThan(0.09);
  expect(Math.min(...inputs)).toBeLessThan(-0.09);
  const outputs = Array.from({ length: 100 }, (_, n) => [...vectorOf({ ...tables, inputs: tables.outputs }, n, 5)]);
  expect(new Set(outputs.flat())).toEqual(new Set([0]));
});

test('tables that no memory can hold are refused in one line, with the options to change', () => {
  const large = () => createTables(10_000_000, { dimensions: 1000, rooms: 8, targets: 6 }, createRandom(1));
  expect(large).toThrow(VectorsError);
  expect(large).toThrow(/^word vectors: \d+ MiB cannot be had; [^\n]*lower --dimensions or raise --minimum-count$/);
});
