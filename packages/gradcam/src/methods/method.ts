import type { Method, ReceiptSum } from '../explanation.js';
import type { InputText } from '../inputText.js';
import type { ExplainableModel } from '../model.js';
import type { Target } from '../target.js';
import type { NgramValue } from '../wordValues.js';

/** What a method is asked: about many texts at once, each of at least one position. */
export interface Question {
  method: Method;
  model: ExplainableModel;
  texts: readonly InputText[];
  /** One for each text. */
  targets: readonly Target[];
  /** Counted from 1: where a method looks that looks at branches. */
  branches: readonly number[];
  relu: boolean;
  /** Integrated gradients alone: points on the way, 50 when left out. */
  steps?: number;
}

/** A branch's relevance, one value for each of its positions. */
export interface BranchMap {
  branch: number;
  values: number[];
}

/** What a method says of a text. */
export interface Answer {
  /** One for each word of the text, then for each position of padding. */
  values: number[];
  /** What the n-grams say by themselves, which is in their words' values; none from a method that takes words away. */
  ngrams?: NgramValue[];
  /** None from a method that looks at the network as a whole. */
  maps?: BranchMap[];
  /** See Explanation, as for all below. */
  m?: number;
  delta?: number;
  receipt?: ReceiptSum & { byBranch: number[][] };
  warnings?: string[];
}

/** An attribution method: an answer for each text. */
export type Attribute = (question: Question) => Promise<Answer[]>;
