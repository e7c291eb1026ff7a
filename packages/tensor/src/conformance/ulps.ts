const smallestNormal = 2 ** -126;
const largestExponent = 127;

/**
 * The unit in the last place of float32 at x: the distance between two neighbours in the binade of |x|, 2^(floor(log2 |x|) - 23); below
 * the normal numbers 2^-149, and beyond the finite ones that of the largest.
 */
export function ulpAt(x: number): number {
  const magnitude = Math.abs(x);
  if (!(magnitude >= smallestNormal)) return 2 ** -149;
  // Math.log2 may round up to the next whole number just below a power of two.
  const near = Math.min(Math.floor(Math.log2(magnitude)), largestExponent);
  const exponent = magnitude < 2 ** near ? near - 1 : near;
  return 2 ** (exponent - 23);
}

/**
 * How far a float32 value lies from a float64 reference, in units in the last place at the reference, or at `scale` where that is larger: 0 when
 * the value is the reference, at most .5 when it is the nearest float32.
 *
 * NaN for NaN and infinity for what overflows float32 are 0; one of them alone is infinitely far. -0 is 0.
 */
export function ulpsBetween(value: number, reference: number, scale = 0): number {
  const nearest = Math.fround(reference);
  if (!Number.isFinite(value) || !Number.isFinite(nearest)) {
    return Object.is(value, nearest) ? 0 : Number.POSITIVE_INFINITY;
  }
  return Math.abs(value - reference) / ulpAt(Math.max(Math.abs(reference), scale));
}
