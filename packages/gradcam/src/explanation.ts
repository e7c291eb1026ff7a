import type { LeftOut } from '@textcam/text';

/** Where a method looks: at a branch's feature map, or at the network as a whole. */
export type Scope = 'branch' | 'network';

/** The methods by name, and what each looks at. */
export const methodScopes = {
  gradcam: 'branch',
  article: 'branch',
  'gradcam++': 'branch',
  hirescam: 'branch',
  layercam: 'branch',
  'gradient-x-input': 'network',
  'integrated-gradients': 'network',
  'occlusion-delete': 'network',
  'occlusion-zero': 'network',
  'occlusion-pad': 'network',
  receipt: 'network',
} as const satisfies Record<string, Scope>;

export type Method = keyof typeof methodScopes;
export const methods = Object.keys(methodScopes) as readonly Method[];

/** One of the convolutions, counted from 1, or all of them together. */
export type BranchChoice = number | 'all';

/** A piece of the original text: `text === original.slice(start, end)`. */
export interface ExplainedToken {
  text: string;
  start: number;
  end: number;
  lemma: string;
  /** False for a word that the model knows only as `<unk>`: all of those share one vector. */
  inVocabulary: boolean;
  /** Why the model does not see the token; null when it does. */
  leftOut: LeftOut | null;
  /**
   * Positive for the explained class, negative against it; null when the model does not see the token. A word's share of each n-gram that it
   * is in, in equal parts, is in it. Not normalized.
   */
  relevance: number | null;
  /** The method `receipt` alone: what the token adds in each branch. They sum to its relevance, of which `relu` cuts off the sum alone. */
  byBranch?: number[];
}

/** A piece of the text, a token or what stands between two: every character is in exactly one. */
export interface Span {
  start: number;
  end: number;
  /** Which of the tokens; null for white space. */
  token: number | null;
}

/** A run of words that the model knows as one: it has a vector of its own, beside its words'. */
export interface ExplainedNgram {
  /** The first and the last of its tokens; those between that the model does not see are none of its words. */
  tokens: [number, number];
  /** What it says by itself: in equal parts it is in the relevance of its words. Not normalized. */
  relevance: number;
}

/** What one filter position says: relevance of the original text from `start` to `end`. */
export interface ExplainedWindow {
  /** From 1. */
  branch: number;
  start: number;
  end: number;
  relevance: number;
}

/** The score as a sum: bias, every token in every branch, and padding. */
export interface ReceiptSum {
  /** The score with every embedding at zero: that of the biases alone. */
  bias: number;
  /** What all tokens add, branch by branch. */
  branches: number[];
  /** What positions after the text's end add. */
  padding: number;
  /** The score minus all of the above: rounding for a network without activations, else what its nonlinearity leaves. */
  residual: number;
}

/** Why a classifier says what it says of a text. JSON as it stands: every number is finite. */
export interface Explanation {
  format: 'textcam-explanation';
  /** Of the format; docs/explanation.schema.json describes it. */
  version: 1;
  text: string;
  classes: string[];
  /** One per class; they sum to 1. */
  probabilities: number[];
  predicted: string;
  /** The class that positive relevance speaks for. */
  explained: string;
  /** The class it is held against; null when the logit of the class alone is explained. */
  rival: string | null;
  /** The margin: logit of the explained class minus that of its rival; or that logit alone. The article's method starts from the loss instead. */
  score: number;
  method: Method;
  branch: BranchChoice;
  /** Evidence against the class is cut off at zero. */
  relu: boolean;
  /**
   * The article's method alone: the mean of all embedding entries of the text, which its values are proportional to, with the sign turned
   * round. Each token counts once for each window that it is in; only with branch 3, where the first and the last are in one window less,
   * does that matter. Null for another method, and for a text of which the model sees nothing.
   */
  m: number | null;
  /** Integrated gradients alone: Σ values − (score − score of the biases alone). Null for another method. */
  delta: number | null;
  /** The method `receipt` alone; null for another. */
  receipt: ReceiptSum | null;
  /** Tokens that the model sees. */
  length: number;
  /** A text explained alone has no padding, so none of the score comes from it: 0. */
  paddingShare: number;
  /** What a reader has to know before trusting the values. */
  warnings: string[];
  tokens: ExplainedToken[];
  spans: Span[];
  /** In the order of the text; none of a model without n-grams, nor by a method that takes words away. */
  ngrams: ExplainedNgram[];
  /**
   * Where the branch's filters look, in the order of the text, then where they look at n-grams; none for a method that looks at the network as
   * a whole.
   */
  windows: ExplainedWindow[];
}
