import type { SweepReport, SweptCandidate } from '../src/reports/sweepReport.js';

const spread = (mean: number, deviation = 0.01) => ({ mean, deviation });
const none = { mean: null, deviation: null };

function candidate(values: string[], aucs: number[]): SweptCandidate {
  return {
    ...{ label: values.join(', '), values, aucs, seeds: aucs.map((_, n) => n + 1), failed: 0 },
    auc: spread(aucs.reduce((sum, auc) => sum + auc, 0) / aucs.length),
    ...{ accuracy: spread(0.8), logLoss: spread(0.4), expectedCalibrationError: spread(0.05) },
    ...{ seconds: 12.34, parameters: 1_234_567, bytes: 4_950_000 },
  };
}

const branches =
  '[{filters:32, kernelSize:1, padding:0}, {filters:16, kernelSize:2, padding:1}, {filters:8, kernelSize:3, padding:2}]';

/** Three combinations of two settings, three seeds each; a fourth that failed. */
export const sweepReport: SweepReport = {
  ...{ preset: 'article', dataset: 'starter', on: 'validation', validation: 0.2, examples: 5000 },
  runs: { planned: 12, done: 9, failed: 3 },
  settings: ['branches', 'learningRate'],
  shared: [
    ['epochs', '2'],
    ['vectors', 'none'],
  ],
  candidates: [
    candidate([branches, '0.001'], [0.93, 0.94, 0.935]),
    candidate([branches, '0.002'], [0.9, 0.945, 0.92]),
    candidate(['[{filters:32, kernelSize:1, padding:0}]', '0.001'], [0.88, 0.87, 0.89]),
    {
      ...candidate([branches, '1e+30'], []),
      ...{ failed: 3, auc: none, accuracy: none, logLoss: none, expectedCalibrationError: none },
      ...{ seconds: null, parameters: null, bytes: null },
    },
  ],
  verdict: 'The best mean AUC is 0.9350, of learningRate 0.001; the next one is 0.0133 below.',
  failures: [1, 2, 3].map((seed) => ({ label: 'learningRate 1e+30', seed, reason: 'the loss is NaN; must be finite' })),
};

/** One that has not begun. */
export const emptySweep: SweepReport = {
  ...sweepReport,
  ...{
    on: 'test',
    validation: null,
    examples: null,
    runs: { planned: 1, done: 0, failed: 0 },
    settings: [],
    shared: [],
    failures: [],
  },
  candidates: [{ ...sweepReport.candidates[3], values: [], failed: 0 }],
};

/** One in which all that can come from outside is `text`. */
export function hostileSweep(text: string): SweepReport {
  return {
    ...sweepReport,
    ...{ preset: text, dataset: text, settings: [text, text], shared: [[text, text]], verdict: text },
    candidates: sweepReport.candidates.map((one) => ({ ...one, values: [text, text] })),
    failures: [{ label: text, seed: 1, reason: text }],
  };
}
