import { expect, test } from 'vitest';
import { wasmFunction } from './body.js';
import { gatherTaps } from './gatherTaps.js';
import { LinearMemory } from './linearMemory.js';
import { matmul } from './matmul.js';
import { moduleOf, supportsSimd } from './module.js';
import { sumOverRows, sumOverTime } from './overTime.js';
import { projectRows, tableGradient } from './projectRows.js';
import { chunkSums, chunksOfPositions, noChunks, rowSums } from './segmentSum.js';
import { tapsGradient } from './tapsGradient.js';
import { packPanels } from './tile.js';
import { unpackTaps } from './unpackTaps.js';
import { one } from './values.js';

const all = [
  ...[chunkSums, chunksOfPositions, noChunks, gatherTaps, matmul, packPanels, projectRows],
  ...[rowSums, sumOverRows, sumOverTime, tableGradient, tapsGradient, unpackTaps],
];

test('every function is a module small enough to be compiled at once on the main thread of a page, below 4 kB', () => {
  for (const one of all) expect(moduleOf([one], { shared: true }).length, one.name).toBeLessThan(4096);
});

const fill = wasmFunction('fill', { value: 'float', out: 'int', first: 'int', last: 'int' }, (body, given) => {
  body.each(given.first, given.last, (n) => body.store(given.out.plus(n.times(4)), given.value));
});
const double = wasmFunction('double', { x: 'int', first: 'int', last: 'int' }, (body, { x, first, last }) => {
  body.each(first, last, (n) => {
    const at = body.keep(x.plus(n.times(4)));
    body.store(at, one.load(at).plus(one.load(at)));
  });
});

test.each([false, true])('several functions stand in one module, on memory that is shared: %s', (shared) => {
  expect(WebAssembly.validate(moduleOf([...all, fill, double], { shared }))).toBe(true);
  const memory = new LinearMemory({ shared });
  expect(memory.memory.buffer instanceof SharedArrayBuffer).toBe(shared);
  const out = memory.allocate(20);
  const [filled, doubled] = memory.load([fill, double]);
  filled(1.5, out, 0, 5);
  doubled(out, 1, 5);
  expect([...memory.floats(out, 5)]).toEqual([1.5, 3, 3, 3, 3]);
});

test('SIMD is there in every Node and browser that we support', () => {
  expect(supportsSimd()).toBe(true);
});
