/** What an epoch brought. */
export interface EpochSummary {
  /** Counted from 0. */
  epoch: number;
  /** Training alone. */
  seconds: number;
  /** The mean of the losses of this epoch's steps, each before its step. */
  trainLoss: number;
  /** Evaluated after the epoch. */
  trainAccuracy: number;
  testAccuracy: number;
}
