import type { Evaluation } from '@textcam/text';
import { oneLine } from './errors.js';
import { tableLines } from './table.js';

/** An evaluation's figures for people: one line, and the confusion matrix. */
export function evaluationLines(
  { examples, accuracy, auc, logLoss, calibration, confusion }: Evaluation,
  labels: readonly string[],
  split: string,
): string[] {
  const names = labels.map((label) => oneLine(label).slice(0, 30));
  const table = [['true \\ predicted', ...names], ...confusion.map((row, n) => [names[n], ...row.map(String)])];
  const error = figure(calibration.expectedCalibrationError);
  const figures = `accuracy ${figure(accuracy)}, AUC ${figure(auc)}, log loss ${figure(logLoss)}, calibration error ${error}`;
  return [`On ${examples} texts of ${split}: ${figures}`, '', ...tableLines(table)];
}

function figure(value: number): string {
  return Number.isNaN(value) ? 'undefined (one class alone occurs)' : value.toFixed(4);
}
