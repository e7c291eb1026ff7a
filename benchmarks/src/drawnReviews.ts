import type { Random } from '@textcam/tensor';
import { type EncodedExample, presets, reserved } from '@textcam/text';

// Of the 25,000 training reviews' lengths in tokens that the model sees: mean and deviation of their logarithm.
const lengths = { mean: 4.718, deviation: 0.656 };
// With it a batch of 100 has 2,600 distinct ids at 150 tokens and 3,000 at 500; of real reviews, 2,650 and 3,030.
const zipfExponent = 1.05;

/**
 * Texts that stand in for the training reviews: lengths log-normal like theirs, words by Zipf's law, so that a
 * batch has about as many distinct ids.
 */
export function drawReviews(count: number, random: Random): EncodedExample[] {
  const { vocabularySize, maximumLength } = presets.article;
  const draw = zipf(vocabularySize, random);
  return Array.from({ length: count }, (_, n) => {
    const length = Math.round(Math.exp(lengths.mean + lengths.deviation * normal(random)));
    const ids = Int32Array.from({ length: Math.min(length, maximumLength) }, () => reserved.length + draw());
    return { name: `drawn ${n}`, label: random() < 0.5 ? 0 : 1, ids };
  });
}

/** Draws 0 … size - 1, n with a probability proportional to (n + 1)^-zipfExponent. */
function zipf(size: number, random: Random): () => number {
  const upTo = new Float64Array(size);
  let total = 0;
  for (let n = 0; n < size; n++) upTo[n] = total += (n + 1) ** -zipfExponent;
  return () => {
    const wanted = random() * total;
    let low = 0;
    for (let high = size - 1; low < high; ) {
      const middle = (low + high) >> 1;
      if (upTo[middle] > wanted) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}

/** N(0, 1). @see Box and Muller 1958 */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
