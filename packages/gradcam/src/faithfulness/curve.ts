/** Scores of a text as its tokens go or come one by one, and the area under them. */
export interface Curve {
  /** With none, one, … all of them gone or there. */
  scores: number[];
  /** By trapezoids over the share of tokens, from 0 to 1. */
  auc: number;
}
