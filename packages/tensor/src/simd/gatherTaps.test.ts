// b text, s input position, t output position, k position in the filter, o filter
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inRanges, memory, numbers } from '../../test/linearMemory.js';
import { idsOf, tableRows, tapCases } from '../../test/tapCases.js';
import { gatherTaps } from './gatherTaps.js';

test('each position adds up what its words bring, from the bias on in the order of the filter, however it is cut', () => {
  fc.assert(
    fc.property(tapCases, ({ cuts, before, seed, ...sizes }) => {
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
