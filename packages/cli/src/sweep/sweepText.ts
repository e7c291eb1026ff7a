import type { Spread, SweepReport } from '@textcam/gradcam';
import { oneLine } from '../errors.js';
import { tableLines } from '../table.js';

/** A sweep for people: what was scored, a row for each combination of settings, which is the best, and what failed. */
export function sweepLines(report: SweepReport): string[] {
  const { preset, dataset, examples, runs, verdict, failures } = report;
  const failed = runs.failed > 0 ? `, ${runs.failed} failed` : '';
  return [
    `${preset} on ${oneLine(dataset)}: ${runs.done} of ${runs.planned} runs are done${failed}; ${examples ?? 0} texts of ` +
      `${report.on === 'test' ? 'the test part' : 'the training part, held back,'} are scored.`,
    'Means ± standard deviations over seeds.',
    '',
    ...tableOf(report),
    '',
    oneLine(verdict),
    ...failures.map(({ label, seed, reason }) => oneLine(`Failed: ${label}, seed ${seed}: ${reason}`)),
  ];
}

function tableOf({ candidates }: SweepReport): string[] {
  const rows = candidates.map((candidate) => [
    candidate.label,
    ...[candidate.auc, candidate.accuracy, candidate.logLoss, candidate.expectedCalibrationError].map(shownSpread),
    String(candidate.seeds.length),
    candidate.seconds?.toFixed(1) ?? '-',
    candidate.parameters?.toLocaleString('en') ?? '-',
    candidate.bytes === null ? '-' : (candidate.bytes / 1e6).toFixed(2),
  ]);
  return tableLines([
    ['Changed of the preset', 'AUC', 'accuracy', 'log loss', 'ECE', 'seeds', 'seconds', 'parameters', 'MB (F32)'],
    ...rows,
  ]);
}

function shownSpread({ mean, deviation }: Spread): string {
  if (mean === null) return '-';
  return deviation === null ? mean.toFixed(4) : `${mean.toFixed(4)} ± ${deviation.toFixed(4)}`;
}
