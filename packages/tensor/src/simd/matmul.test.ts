// m row, k inner, c column
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyCuts, inRanges, memory, numbers, rounded } from '../../test/linearMemory.js';
import { matmul } from './matmul.js';
import { packPanels, panelsOf } from './tile.js';

test('multiplies matrices of any size, summed over the inner axis in order however it is cut', () => {
  const size = fc.integer({ min: 1, max: 19 });
  fc.assert(
    fc.property(size, fc.nat({ max: 19 }), size, anyCuts, (rows, inner, columns, cuts) => {
      const [a, b] = [numbers(rows * inner), numbers(inner * columns, 2)];
      const [out, panels] = [memory.output(rows * columns), memory.output(panelsOf(columns) * inner * 8)];
      const source = memory.putFloats(b);
      inRanges(panelsOf(columns), cuts, (range) =>
        memory.call(packPanels, { source, innerStride: columns, columnStride: 1, inner, columns, panels, ...range }),
      );
      const given = { a: memory.putFloats(a), panels, out, inner, columns };
      inRanges(rows, cuts, (range) => memory.call(matmul, { ...given, ...range }));
      const expected = Array.from({ length: rows * columns }, (_, i) =>
        rounded(
          inner,
          (k) => a[Math.floor(i / columns) * inner + k],
          (k) => b[k * columns + (i % columns)],
        ),
      );
      expect(memory.take(out)).toEqual(expected);
    }),
  );
});
