import type { Explanation } from './explanation.js';
import type { Curve } from './faithfulness/curves.js';

/**
 * How words are taken away: the text without them, their vectors at zero, or the padding entry in their place; and with any of its words an
 * n-gram that the model knows as one.
 */
export type Removal = 'delete' | 'zero' | 'pad';
export const removals: readonly Removal[] = ['delete', 'zero', 'pad'];

/** The smallest set of words whose removal turns the prediction round, or that there is none. */
export interface Reversal {
  removal: Removal;
  /** Places in the explanation's tokens, the strongest first; null when no set of words turns it round. */
  tokens: number[] | null;
  /** Whether the set is proven to be the smallest, or that there is none; otherwise it is the best that was found. */
  smallest: boolean;
  /** What the model says without them: it was asked. Without any word when there is no such set. */
  predicted: string;
  probabilities: number[];
}

/** How the probability of the explained class falls or rises as words go or come in the order of a method. */
export interface RemovalCurves {
  /** Whose probability the curves show. */
  class: string;
  removal: Removal;
  /** Share of the words gone, or come, at each point of every curve: from 0 to 1. Of a long text not every number of words is tried. */
  fractions: number[];
  /** Of the explanation's own order. */
  deletion: Curve;
  insertion: Curve;
  /** Of random orders of the same tokens, drawn from the seed. */
  random: { deletion: Curve; insertion: Curve }[];
  seed: number;
}

/** All that a report shows of one text. */
export interface Investigation {
  /** What was asked for. */
  explanation: Explanation;
  /** The same text by every method and for every class, `explanation` not among them. */
  others: Explanation[];
  /** Of the predicted class. */
  receipt: Explanation;
  curves: RemovalCurves;
  reversal: Reversal;
}
