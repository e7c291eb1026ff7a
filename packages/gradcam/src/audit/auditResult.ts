import type { BranchChoice, Method } from '../explanation.js';
import type { Removal } from '../investigation.js';

/** What is measured of a method, and which way is better. */
export const metricDirections = {
  comprehensiveness: 'higher',
  sufficiency: 'lower',
  deletion: 'lower',
  insertion: 'higher',
  tauLoo: 'higher',
  maxSensitivity: 'lower',
  randomization: 'nearer 0',
} as const satisfies Record<string, 'higher' | 'lower' | 'nearer 0'>;

export type Metric = keyof typeof metricDirections;
export const metrics = Object.keys(metricDirections) as readonly Metric[];

/** A mean over texts, and the interval that 95 % of means of texts drawn anew lie in. Null where no text gave a number. */
export interface Estimate {
  mean: number | null;
  low: number | null;
  high: number | null;
  /** How many texts gave a number: a correlation with values that are all equal is none. */
  texts: number;
}

/** Spearman's ρ of a method's values before and after the model lost what it learned in some layers, the class held fixed. */
export interface Randomization {
  /** 'cascading': this layer and all above it are as before training; 'independent': this one alone. */
  mode: 'cascading' | 'independent';
  layer: string;
  signed: Estimate;
  /** Of the values without their signs. */
  absolute: Estimate;
}

export interface AuditRow {
  /** 'random' is the floor: orders drawn from the seed. */
  method: Method | 'random';
  /** Null for 'random'. */
  branch: BranchChoice | null;
  /** Null where a metric does not apply. `randomization` is that of a model without any learned layer, signs left out. */
  metrics: Record<Metric, Estimate | null>;
  /** The metrics in which no other row is better; equal ones, to three digits, share it. Never of 'random', or of what is so by definition. */
  best: Metric[];
  randomization: Randomization[];
}

/** An identity that must hold: no quality, but a proof that the numbers are what they claim to be. */
export interface SelfTest {
  name: string;
  outcome: 'passed' | 'failed' | 'not applicable';
  /** The largest over the texts, relative to the size of what is compared; null where there is no number. */
  residual: number | null;
  tolerance: number;
  texts: number;
  /** Why it is not applicable, or without a number. */
  reason: string | null;
}

/** How far the explanations of a model can be trusted. JSON as it stands: every number is finite. */
export interface Audit {
  format: 'textcam-audit';
  version: 1;
  dataset: string;
  seed: number;
  /** Texts looked at. */
  texts: number;
  /** Texts left out, since the model sees nothing of them. */
  unseen: number;
  /** How words are taken away: for comprehensiveness and sufficiency, and for the curves. */
  removals: { fractions: Removal; curves: Removal };
  /** Of the words, that comprehensiveness and sufficiency are the mean over. */
  fractions: number[];
  /** Texts that the article's method ranks in the exact reverse order, since m is above 0. */
  reversedByArticle: number;
  /** How many 'random' is the mean of. */
  randomOrders: number;
  /** Max-sensitivity: vectors moved by at most `radius` in every number, `samples` times. */
  noise: { radius: number; samples: number };
  /** The first so many texts are explained again under noise and by randomized models. */
  explainedAgain: number;
  bootstrapSamples: number;
  rows: AuditRow[];
  selfTests: SelfTest[];
}
