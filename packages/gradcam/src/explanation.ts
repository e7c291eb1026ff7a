import type { LeftOut } from '@textcam/text';

/** gradcam: Grad-CAM of the margin. article: the article's own variant, from weight gradients of the loss. */
export type Method = 'gradcam' | 'article';
export const methods: readonly Method[] = ['gradcam', 'article'];

/** A piece of the original text: `text === original.slice(start, end)`. */
export interface ExplainedToken {
  text: string;
  start: number;
  end: number;
  lemma: string;
  /** False for a word that the model knows only as `<unk>`. */
  inVocabulary: boolean;
  /** Why the model does not see the token; null when it does. */
  leftOut: LeftOut | null;
  /** Positive for the explained class, negative against it; null when the model does not see the token. Not normalized. */
  relevance: number | null;
}

/** What one filter position says: relevance of the original text from `start` to `end`. */
export interface ExplainedWindow {
  start: number;
  end: number;
  relevance: number;
}

/** Why a classifier says what it says of a text. JSON as it stands: every number is finite. */
export interface Explanation {
  text: string;
  classes: string[];
  /** One per class; they sum to 1. */
  probabilities: number[];
  predicted: string;
  /** The class that positive relevance speaks for, and the one it is held against. */
  explained: string;
  rival: string;
  /**
   * The margin: logit of the explained class minus that of its rival. Grad-CAM divides it up: the signed values of all branches and the
   * dense biases sum to it. The article's method starts from the loss instead, and only reports it.
   */
  score: number;
  method: Method;
  /**
   * The article's method alone: the mean of all embedding entries of the text, which its values are proportional to, with the sign turned
   * round. Each token counts once for each window that it is in; only with branch 3, where the first and the last are in one window less,
   * does that matter. Null for another method, and for a text of which the model sees nothing.
   */
  m: number | null;
  /** Which convolution, from 1. */
  branch: number;
  relu: boolean;
  /** Tokens that the model sees. */
  length: number;
  /** A text explained alone has no padding, so none of the score comes from it: 0. */
  paddingShare: number;
  /** What a reader has to know before trusting the values. */
  warnings: string[];
  tokens: ExplainedToken[];
  windows: ExplainedWindow[];
}
