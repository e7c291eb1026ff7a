import type { Classifier } from '@textcam/text';
import type { BranchChoice, Method } from '../explanation.js';
import type { InputText } from '../inputText.js';
import type { Removal } from '../investigation.js';
import { type Look, looks } from '../methods/looks.js';
import type { ExplainableModel } from '../model.js';
import type { Target } from '../target.js';
import type { Metric } from './auditResult.js';
import type { Residuals } from './identities.js';

/** Streams of the audit's seed, one for each use. */
export const auditStreams = { orders: 0, noise: 1, layers: 2 };

export interface AuditSettings {
  seed: number;
  removals: { fractions: Removal; curves: Removal };
  randomOrders: number;
  noise: { radius: number; samples: number };
  explainedAgain: number;
  bootstrapSamples: number;
}

/** A text that the model sees something of, and what of it is explained. */
export interface AuditedText {
  text: InputText;
  target: Target;
  score: number;
  probability: number;
}

/** A method with what was measured of it, a number for each text. NaN where there is none. */
export interface MeasuredRow {
  audited: Look;
  samples: Map<Metric, number[]>;
  /** What it says of the first texts, which are explained again. */
  values: number[][];
  randomization: { mode: 'cascading' | 'independent'; layer: string; signed: number[]; absolute: number[] }[];
}

/** An audit under way. */
export interface Auditing {
  classifier: Classifier;
  model: ExplainableModel;
  settings: AuditSettings;
  texts: readonly AuditedText[];
  /** What the dense layer adds to each logit. */
  denseBias: readonly number[];
  rows: readonly MeasuredRow[];
  random: Map<Metric, number[]>;
  residuals: Residuals;
  /** Texts on which the article's m is above 0. */
  reversedByArticle: number;
}

/** What an audit is at. */
export interface AuditEvent {
  type: 'audit';
  phase: 'taking words away' | 'moving vectors' | 'forgetting layers';
  done: number;
  total: number;
}

export function emptyRow(audited: Look): MeasuredRow {
  return { audited, samples: new Map(), values: [], randomization: [] };
}

export function addSample(samples: Map<Metric, number[]>, metric: Metric, value: number): void {
  const known = samples.get(metric);
  if (known) known.push(value);
  else samples.set(metric, [value]);
}

/** Which of the audited methods this is. */
export function placeOf(method: Method, branch: BranchChoice = 'all'): number {
  return looks.findIndex((audited) => audited.method === method && audited.branch === branch);
}

/** The texts that are explained again, as methods take them. */
export function textsAgain({ texts, settings }: Auditing) {
  const some = texts.slice(0, settings.explainedAgain);
  return { texts: some.map(({ text }) => text), targets: some.map(({ target }) => target) };
}
