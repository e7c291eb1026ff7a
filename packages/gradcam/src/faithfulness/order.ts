import { createRandom, shuffled } from '@textcam/tensor';
import { checkCount, checkFinite } from '../checks.js';

/**
 * The positions of all attributions, largest first; of equal ones, the first first.
 *
 * Signed: what speaks against the score comes last. Throws RangeError for an attribution that is not finite, which has no place.
 */
export function orderOf(attributions: readonly number[]): number[] {
  checkFinite('orderOf', 'attributions', attributions);
  return [...attributions.keys()].sort((a, b) => attributions[b] - attributions[a]);
}

/**
 * Orders drawn at random, for an attribution to be better than: [count][length], each with all positions 0 … length - 1.
 *
 * The same seed gives the same orders. Throws RangeError for a length or count that is no whole number.
 */
export function randomOrders(length: number, count: number, seed: number): number[][] {
  checkCount('randomOrders', 'length', length, 0);
  checkCount('randomOrders', 'count', count, 0);
  const random = createRandom(seed);
  return Array.from({ length: count }, () => [...shuffled(length, random)]);
}

/** Throws RangeError unless each position 0 … order.length - 1 is there once. */
export function checkOrder(op: string, order: readonly number[]): void {
  const seen = new Set<number>();
  for (const position of order) {
    const known = Number.isInteger(position) && position >= 0 && position < order.length;
    if (known && !seen.has(position)) {
      seen.add(position);
      continue;
    }
    throw new RangeError(
      `${op}: the order has ${known ? `${position} twice` : position} among its ${order.length} positions; must hold each of ` +
        `0 … ${order.length - 1} once, the most important first; orderOf makes one of attributions`,
    );
  }
}
