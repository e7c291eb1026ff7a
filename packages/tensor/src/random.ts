import { threefry } from './threefry.js';

/** Uniform numbers in [0, 1), one a call. */
export type Random = () => number;

/**
 * A seeded source of uniform numbers in [0, 1) with 53 bits. The same seed and stream give the same numbers everywhere; streams of
 * one seed are independent, so that adding a use of randomness does not shift another.
 *
 * @param seed a whole number; its lowest 32 bits count
 */
export function createRandom(seed: number, stream = 0): Random {
  let counter = 0;
  return () => {
    const [high, low] = threefry(seed, stream, counter++, 1);
    return ((high >>> 5) * 2 ** 26 + (low >>> 6)) / 2 ** 53;
  };
}

/** The numbers 0 … count - 1 in a random order. @see Fisher and Yates, in Durstenfeld's form of 1964 */
export function shuffled(count: number, random: Random): Int32Array {
  const order = Int32Array.from({ length: count }, (_, n) => n);
  for (let n = count - 1; n > 0; n--) {
    const other = Math.floor(random() * (n + 1));
    [order[n], order[other]] = [order[other], order[n]];
  }
  return order;
}
