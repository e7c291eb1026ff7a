/**
 * 32 random bits, one number from 1 to 2^32 - 1 a call: for inner loops, where Threefry would take longer than what is drawn for. The seed comes
 * from Threefry.
 *
 * @see Marsaglia 2003, "Xorshift RNGs"
 */
export function fastRandom(seed: number): () => number {
  // 0 would stay 0 for ever.
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}
