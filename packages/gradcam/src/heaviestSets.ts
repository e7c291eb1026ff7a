// n word, k words gone, s which of the two words before are gone
import type { NgramValue } from './wordValues.js';

/** Words in a row with what each says by itself, and n-grams of up to three of them. */
export interface Line {
  own: readonly number[];
  ngrams: readonly NgramValue[];
}

/** Of each number of words, the most that so many of them take along when they go, and which these are. */
export interface HeaviestSets {
  /** For 0 to `most` words; -Infinity for more words than there are. */
  taken: Float64Array;
  /** In the order of the text. */
  setOf(size: number): number[];
}

/** So many numbers are remembered at most: 16 MB. */
const room = 1 << 24;

/** Whether there is room for sets of up to `most` of so many words. */
export function fits(words: number, most: number): boolean {
  return words * (most + 1) * 4 <= room;
}

/**
 * The sets of words that take most along, of each size: every word its own value, and once that of each n-gram that it is in. Exact, by dynamic
 * programming: whether an n-gram of up to three words is gone by its last word depends on that and the two before.
 */
export function heaviestSets({ own, ngrams }: Line, most: number): HeaviestSets {
  const gains = own.map((value) => [value, 0, 0]);
  for (const { first, last, relevance } of ngrams) gains[last][last - first] += relevance;
  const width = 4 * (most + 1);
  // Whether the word before the two of a state is gone on the best way there.
  const before = new Uint8Array(own.length * width);
  let best = new Float64Array(width).fill(Number.NEGATIVE_INFINITY);
  best[0] = 0;
  gains.forEach(([single, pair, triple], n) => {
    const next = new Float64Array(width).fill(Number.NEGATIVE_INFINITY);
    for (let from = 0; from < width; from++) {
      if (best[from] === Number.NEGATIVE_INFINITY) continue;
      const s = from & 3;
      const stays = best[from] + (s & 1 ? pair : 0) + (s > 0 ? triple : 0);
      const ways: [number, number][] = [
        [from - s + ((s << 1) & 2), stays],
        [from - s + 4 + ((s << 1) & 2) + 1, best[from] + single + pair + triple],
      ];
      for (const [to, taken] of ways) {
        if (to >= width || taken <= next[to]) continue;
        next[to] = taken;
        before[n * width + to] = s >> 1;
      }
    }
    best = next;
  });
  const endOf = (k: number) => [0, 1, 2, 3].reduce((a, s) => (best[4 * k + s] > best[4 * k + a] ? s : a));
  return {
    taken: Float64Array.from({ length: most + 1 }, (_, k) => best[4 * k + endOf(k)]),
    setOf(size) {
      const set: number[] = [];
      let [k, s] = [size, endOf(size)];
      for (let n = own.length - 1; n >= 0; n--) {
        const third = before[n * width + 4 * k + s];
        if (s & 1) {
          set.push(n);
          k -= 1;
        }
        s = (s >> 1) + 2 * third;
      }
      return set.reverse();
    },
  };
}
