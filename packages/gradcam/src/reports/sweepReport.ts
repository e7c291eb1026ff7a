/** A figure over the seeds of a combination of settings. Null where no run has it. */
export interface Spread {
  mean: number | null;
  /** Of a sample: the root of the squared deviations over one less than their number. Null with fewer than two. */
  deviation: number | null;
}

/** A combination of settings, over its seeds. */
export interface SweptCandidate {
  /** What it changes of the preset, in one line. */
  label: string;
  /** Its values of the settings that vary, in their order, in words. */
  values: readonly string[];
  /** The seeds of the runs that are done, in the order of `aucs`. */
  seeds: readonly number[];
  failed: number;
  auc: Spread;
  accuracy: Spread;
  logLoss: Spread;
  expectedCalibrationError: Spread;
  /** Of each run that is done; null where one class alone occurs. */
  aucs: readonly (number | null)[];
  /** Of a run's training and evaluations: the mean. */
  seconds: number | null;
  parameters: number | null;
  /** Of the model's file, in single precision. */
  bytes: number | null;
}

/** What a sweep has to show: numbers alone, computed before. */
export interface SweepReport {
  preset: string;
  dataset: string;
  /** 'validation' for a part of the training part that was held back, 'test' for the test part. */
  on: 'validation' | 'test';
  /** Share of the training part that was held back; null where the test part is scored. */
  validation: number | null;
  /** How many texts are scored; null before a run is done. */
  examples: number | null;
  runs: { planned: number; done: number; failed: number };
  /** Names of the settings that vary; of many one column, 'changed', with what each candidate changes of the preset. */
  settings: readonly string[];
  /** Those that all candidates share: name and value. */
  shared: readonly (readonly [name: string, value: string])[];
  /** The one of largest mean AUC first, those without a run that is done last. */
  candidates: readonly SweptCandidate[];
  /** Which is the best, and whether by more than the seeds make: a sentence or two. */
  verdict: string;
  failures: readonly { label: string; seed: number; reason: string }[];
}
