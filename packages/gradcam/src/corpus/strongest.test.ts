import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Strongest } from './strongest.js';

test('keeps the first in order, whatever the order they come in', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer()), fc.nat(5), (numbers, most) => {
      const strongest = new Strongest<number>(most, (a, b) => b - a);
      for (const number of numbers) strongest.add(number);
      expect(strongest.items()).toEqual([...numbers].sort((a, b) => b - a).slice(0, most));
    }),
  );
});
