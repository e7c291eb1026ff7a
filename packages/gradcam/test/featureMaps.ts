import fc from 'fast-check';

/** Activations and gradients of one shape, [time][channels], small. */
export function twoMaps(): fc.Arbitrary<[number[][], number[][]]> {
  return fc
    .record({ time: fc.integer({ min: 1, max: 6 }), channels: fc.integer({ min: 1, max: 5 }) })
    .chain(({ time, channels }) => {
      const rows = fc.array(
        fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: channels, maxLength: channels }),
        { minLength: time, maxLength: time },
      );
      return fc.tuple(rows, rows);
    });
}
