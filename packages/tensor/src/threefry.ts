/**
 * Threefry-2x32 with 20 rounds: a counter-based generator. The n-th number needs no state but the key and n, and comes
 * out the same on every device: only additions, rotations and exclusive ors of 32-bit words.
 *
 * @see Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3"; the constants are theirs
 */
export function threefry(key0: number, key1: number, counter0: number, counter1: number): [number, number] {
  const keys = [key0, key1, key0 ^ key1 ^ 0x1bd11bda];
  let a = (counter0 + keys[0]) | 0;
  let b = (counter1 + keys[1]) | 0;
  for (let group = 0; group < 5; group++) {
    for (const bits of rotations[group % 2]) {
      a = (a + b) | 0;
      b = ((b << bits) | (b >>> (32 - bits))) ^ a;
    }
    a = (a + keys[(group + 1) % 3]) | 0;
    b = (b + keys[(group + 2) % 3] + group + 1) | 0;
  }
  return [a >>> 0, b >>> 0];
}

const rotations = [
  [13, 15, 26, 6],
  [17, 29, 16, 24],
];

/** The same in WGSL: uniform numbers in [0, 1) with 24 bits, from a seed, a counter and an index. */
export const threefryFunctions = /* wgsl */ `
  fn round_(v: vec2<u32>, bits: u32) -> vec2<u32> {
    let a = v.x + v.y;
    return vec2<u32>(a, ((v.y << bits) | (v.y >> (32u - bits))) ^ a);
  }
  fn uniformAt(seed: u32, counter: u32, index: u32) -> f32 {
    let keys = array<u32, 3>(seed, counter, seed ^ counter ^ 0x1bd11bdau);
    var v = vec2<u32>(index + keys[0], keys[1]);
    v = round_(round_(round_(round_(v, 13u), 15u), 26u), 6u) + vec2<u32>(keys[1], keys[2] + 1u);
    v = round_(round_(round_(round_(v, 17u), 29u), 16u), 24u) + vec2<u32>(keys[2], keys[0] + 2u);
    v = round_(round_(round_(round_(v, 13u), 15u), 26u), 6u) + vec2<u32>(keys[0], keys[1] + 3u);
    v = round_(round_(round_(round_(v, 17u), 29u), 16u), 24u) + vec2<u32>(keys[1], keys[2] + 4u);
    v = round_(round_(round_(round_(v, 13u), 15u), 26u), 6u) + vec2<u32>(keys[2], keys[0] + 5u);
    return f32(v.x >> 8u) / 16777216.0;
  }
`;

/** The `index`-th uniform number in [0, 1), with 24 bits, of the stream named by seed and counter. */
export function uniformAt(seed: number, counter: number, index: number): number {
  return (threefry(seed, counter, index, 0)[0] >>> 8) / 2 ** 24;
}
