import type { Tensor } from '../tensor.js';

/**
 * Where the unit in the last place is taken: at the expected value, or where its terms cancel at something larger, since no order of summing can
 * be more exact than its terms.
 */
export interface Unit {
  /** For the page. */
  readonly says: string;
  /** At least this. */
  readonly least?: number;
  /** At least the same op's result on the magnitudes of its inputs: the sum of the magnitudes of the terms. */
  readonly magnitudes?: true;
  /** At least this, for each input's gradient, from the inputs and the magnitudes of dy. */
  readonly terms?: (inputs: readonly Tensor[], dy: Tensor) => readonly Tensor[];
}

export const atResult: Unit = { says: 'the result' };

/** Where an absolute error is granted, as for a logarithm near 1. */
export const atOne: Unit = { says: 'the result, at least 1', least: 1 };

/** @see Higham 2002, "Accuracy and Stability of Numerical Algorithms", section 4.2: the error of a sum in any order */
export const atTerms: Unit = { says: 'Σ \\|terms\\|', magnitudes: true };

/** How far an op may be off in one direction. */
export interface Tolerance {
  /** In ULPs, with n or K explained in `source` where the op has them. */
  readonly formula: string;
  /** The same, computed. */
  readonly ulps: (n: number) => number;
  readonly unit: Unit;
  /** Where it comes from. */
  readonly source: string;
}

/** What only moves values may not change one. */
export const exact: Tolerance = { formula: '0', ulps: () => 0, unit: atResult, source: 'only moves values' };

/** A fixed number of ULPs. */
export function within(ulps: number, source: string, unit: Unit = atResult): Tolerance {
  return { formula: String(ulps), ulps: () => ulps, unit, source };
}

/** `factor` ULPs for each of n, and some more; n is called K for a matrix product's inner size. */
export function perTerm(
  { n: factor, plus = 0, name = 'n' }: { n: number; plus?: number; name?: string },
  source: string,
  unit: Unit = atTerms,
): Tolerance {
  const product = factor === 1 ? name : `${factor}${name}`;
  return { formula: plus === 0 ? product : `${product} + ${plus}`, ulps: (n) => factor * n + plus, unit, source };
}
