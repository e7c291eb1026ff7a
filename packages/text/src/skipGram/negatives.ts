/** A distribution that is drawn from in constant time: number n with `own[n]`, otherwise `other[n]`, after n was drawn evenly. */
export interface AliasTable {
  own: Float64Array;
  other: Int32Array;
}

/** A table to draw n with a chance of weights[n] by their sum. @see Walker 1977, in the form of Vose 1991 */
export function aliasTable(weights: Float64Array): AliasTable {
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
  const own = weights.map((weight) => weight / mean);
  const other = Int32Array.from(own.keys());
  const small = [...own.keys()].filter((n) => own[n] < 1);
  const large = [...own.keys()].filter((n) => own[n] >= 1);
  while (small.length > 0 && large.length > 0) {
    const [poor, rich] = [small.pop() as number, large.at(-1) as number];
    other[poor] = rich;
    own[rich] -= 1 - own[poor];
    if (own[rich] < 1) small.push(large.pop() as number);
  }
  // What is left should be 1 exactly, and is not for rounding alone.
  for (const n of [...small, ...large]) own[n] = 1;
  return { own, other };
}

/** The number that 32 random bits stand for: the upper ones choose a place, what is left of them one of its two numbers. */
export function drawFrom({ own, other }: AliasTable, bits: number): number {
  const at = (bits / 2 ** 32) * own.length;
  const n = Math.floor(at);
  return at - n < own[n] ? n : other[n];
}

/** How often a word is drawn as a negative: its count to the power of 3/4, as in Mikolov et al. 2013. */
export function negativeWeights(counts: Int32Array): Float64Array {
  return Float64Array.from(counts, (count) => count ** 0.75);
}
