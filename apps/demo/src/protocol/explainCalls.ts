import type { BranchChoice, Explanation, Method, Reversal } from '@textcam/gradcam';
import type { LeftOut } from '@textcam/text';
import type { Call } from './call.js';

/** How to explain: as the switches of the page stand. */
export interface Choices {
  method: Method;
  branch: BranchChoice;
  /** The predicted class when null. */
  className: string | null;
  target: 'margin' | 'logit';
  relu: boolean;
}

export interface TextAsked extends Choices {
  text: string;
}

/** A piece of the text as it is shown: a token, or several that are not seen for one reason, or white space. */
export interface Piece {
  start: number;
  end: number;
  /** Null for white space. */
  token: ShownToken | null;
}

export interface ShownToken {
  lemma: string;
  inVocabulary: boolean;
  leftOut: LeftOut | null;
  /** How many tokens the piece holds: more than one of those that are not seen. */
  count: number;
  relevance: number;
  /** By the size of the relevance, from 1; 0 for a token without any. */
  rank: number;
}

/** A word of the chart: its value, and in how many places it has it. */
export interface WordBar {
  text: string;
  relevance: number;
  count: number;
}

/** An explanation without its text, in pieces that can be shown as they are. */
export interface Explained extends Omit<Explanation, 'text' | 'tokens' | 'spans' | 'ngrams' | 'windows'> {
  pieces: Piece[];
  /** Where the pieces end: a text may be longer than what is worth showing. */
  shownUntil: number;
  /** The largest relevance, without its sign. */
  strongest: number;
  /** Tokens with a relevance other than 0. */
  ranked: number;
  bars: WordBar[];
  leftOut: Partial<Record<LeftOut, number>>;
  unknown: number;
  /** Milliseconds from the text to this. */
  ms: number;
}

/** A word's part of the receipt, those of one lemma together. */
export interface ReceiptLine {
  text: string;
  count: number;
  value: number;
  byBranch: number[];
}

export interface Receipt {
  explained: string;
  rival: string | null;
  score: number;
  bias: number;
  branches: number[];
  padding: number;
  residual: number;
  /** Words, with their shares of the n-grams that they are in. */
  lines: ReceiptLine[];
  /** Words that the model knows as one, by themselves; none of their branches. */
  ngrams: ReceiptLine[];
}

export interface Compared {
  explained: Explained;
  /** Spearman's rank correlation of both methods' values; null where one of them is the same everywhere. */
  correlation: number | null;
}

export interface ReversalShown extends Omit<Reversal, 'tokens'> {
  /** The words, in the order of the text; null when no set of words turns it round. */
  words: { start: number; end: number; text: string }[] | null;
}

export interface ExplainCalls {
  explain: Call<TextAsked, Explained>;
  /** The same text by another method. */
  compare: Call<{ first: TextAsked; second: TextAsked }, Compared>;
  receipt: Call<TextAsked, Receipt>;
  /** What would change the prediction. */
  reverse: Call<{ text: string; removal: 'delete' | 'zero' }, ReversalShown>;
  /** The whole explanation as JSON. */
  json: Call<TextAsked, string>;
  /** The one-file report. */
  report: Call<TextAsked, string>;
}
