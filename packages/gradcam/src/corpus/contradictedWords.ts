import { reserved } from '@textcam/text';
import type { SuspiciousWord, WordEffect } from './inspection.js';
import { quantile, strengthOfMean, towardOf } from './suspiciousWords.js';

/** Only words that training has met often: the vector of a rare word says little. */
const wordsCompared = 2000;
const neighbours = 10;
/** Only a word among the strongest quarter: near zero, a sign is chance. */
const strong = 0.25;

export interface ContradictedOptions {
  /** Row-major [rows, dimensions]. */
  table: ArrayLike<number>;
  dimensions: number;
  most: number;
  classes: readonly string[];
}

/**
 * Words that speak for a class while the words of nearest vectors speak against it: of the 10 nearest by cosine among the 2,000 most frequent
 * words of the data set, the mean. None among 20 words or fewer. Computed on the host.
 */
export function contradictedWords(
  effects: ReadonlyMap<number, WordEffect>,
  { table, dimensions, most, classes }: ContradictedOptions,
): SuspiciousWord[] {
  const frequent = [...effects]
    .filter(([id]) => id >= reserved.length)
    .sort(([, a], [, b]) => b.count - a.count || (a.word < b.word ? -1 : 1))
    .slice(0, wordsCompared);
  const vectors = frequent.map(([id]) => unitVector(table, id * dimensions, dimensions));
  const words = frequent.map(([, effect]) => effect);
  // Ten of a dozen are no neighbourhood.
  if (words.length <= 2 * neighbours) return [];
  const least = quantile(words.map(strengthOfMean), strong);
  return words
    .flatMap((effect, n) => {
      if (strengthOfMean(effect) < least) return [];
      const toward = towardOf(effect);
      const nearest = nearestOf(vectors, n).map((other) => words[other]);
      const theirs = nearest.reduce((sum, { means }) => sum + means[toward], 0) / nearest.length;
      if (theirs >= 0) return [];
      return [{ ...effect, suspicion: 'neighbours' as const, toward: classes[toward], why: inWords(nearest, theirs) }];
    })
    .sort((a, b) => strengthOfMean(b) - strengthOfMean(a))
    .slice(0, most);
}

function inWords(nearest: readonly WordEffect[], theirs: number): string {
  const named = nearest.map(({ word }) => word).join(', ');
  return `the ${nearest.length} words with the nearest vectors speak against it, by ${Math.abs(theirs).toPrecision(2)} on average: ${named}`;
}

/** A row of length 1; zeros for zeros. */
function unitVector(table: ArrayLike<number>, from: number, dimensions: number): Float64Array {
  const vector = Float64Array.from({ length: dimensions }, (_, d) => table[from + d]);
  const length = Math.hypot(...vector);
  return length === 0 ? vector : vector.map((value) => value / length);
}

/** The places of the vectors nearest to one of them, the nearest first. */
function nearestOf(vectors: readonly Float64Array[], place: number): number[] {
  const own = vectors[place];
  const cosines = vectors.map((other) => {
    let sum = 0;
    for (let d = 0; d < own.length; d++) sum += own[d] * other[d];
    return sum;
  });
  return [...vectors.keys()]
    .filter((other) => other !== place)
    .sort((a, b) => cosines[b] - cosines[a] || a - b)
    .slice(0, neighbours);
}
