/** Scores a text of which only some positions are kept. Gets them ascending, in an array of its own. */
export type KeptScore = (kept: number[]) => number;

/** Of the positions, that AOPC is the mean over. */
export const standardFractions: readonly number[] = [0.01, 0.05, 0.1, 0.2, 0.5];

export interface FractionSets {
  /** Every position. */
  all: number[];
  /** All but the most important. */
  without: number[];
  /** The most important alone. */
  only: number[];
}

/**
 * What is kept to measure a fraction of an order, each ascending: lists to score, one by one or as a batch.
 *
 * The most important are max(1, ⌈fraction · length⌉) positions, at most all.
 *
 * @param order all positions, most important first
 */
export function fractionSets(op: string, order: readonly number[], fraction: number): FractionSets {
  const top = new Set(order.slice(0, topCount(op, fraction, order.length)));
  const all = [...order.keys()];
  return { all, without: all.filter((n) => !top.has(n)), only: all.filter((n) => top.has(n)) };
}

function topCount(op: string, fraction: number, length: number): number {
  if (!(fraction > 0 && fraction <= 1)) {
    throw new RangeError(
      `${op}: the fraction is ${fraction}; must be above 0 and at most 1; divide percentages by 100`,
    );
  }
  // 0.07 · 100 is 7.000000000000001 and would be rounded up to 8: a fraction and its product are each half an ulp off at most.
  return Math.max(1, Math.ceil(fraction * length * (1 - 2 * Number.EPSILON)));
}
