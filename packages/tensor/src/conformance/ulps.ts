const bits = new DataView(new ArrayBuffer(4));

/** The distance from |x| to the next float32 above it: one unit in the last place. Below the normal numbers that of the smallest of them. */
export function ulpAt(x: number): number {
  const smallestNormal = 2 ** -126;
  const magnitude = Math.min(Math.max(Math.abs(Math.fround(x)), smallestNormal), 3.4e38);
  bits.setFloat32(0, magnitude);
  const below = bits.getFloat32(0);
  bits.setInt32(0, bits.getInt32(0) + 1);
  return bits.getFloat32(0) - below;
}

/**
 * The largest difference between two lists, in ULPs of the expected value; Infinity for lists of different lengths, or where one is not
 * finite and the other not the same.
 *
 * @param floor expected values smaller than this are measured in its ULPs: where terms cancel, the error is that of the terms
 */
export function worstUlps(values: ArrayLike<number>, expected: ArrayLike<number>, floor = 0): number {
  if (values.length !== expected.length) return Number.POSITIVE_INFINITY;
  let worst = 0;
  for (let n = 0; n < values.length; n++) {
    const [is, should] = [values[n], expected[n]];
    if (Object.is(is, should) || is === should) continue;
    const error = Math.abs(is - should) / ulpAt(Math.max(Math.abs(should), floor));
    worst = Number.isNaN(error) ? Number.POSITIVE_INFINITY : Math.max(worst, error);
  }
  return worst;
}
