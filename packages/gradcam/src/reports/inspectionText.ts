import type { ClassWords, ConfusionCell, CoveragePart, FilterNgrams, Inspection, Ngram } from '../corpus/inspection.js';
import { figure, percent, sourceOf, suspicions, verdictOf } from './inspectionWords.js';
import { asName } from './outsideText.js';
import { painter } from './painter.js';
import { chance } from './signedValue.js';
import type { TerminalOptions } from './terminal.js';
import { wrapped } from './wrapped.js';

/** Of each list; the page and the JSON have more. */
const listed = { words: 10, filters: 2, ngrams: 5, suspicious: 8, coverage: 12 };

/**
 * An inspection for a terminal: figures, confusion matrix, the words of each class, the filters of most weight, suspicious words, the most
 * confident errors, and what the model does not see. Text from outside cannot command the terminal.
 */
export function renderInspectionText(inspection: Inspection, { colour, width }: TerminalOptions): string {
  const paint = painter(colour);
  const { examples, accuracy, auc, logLoss, calibration, confusion, classes } = inspection;
  const figures =
    `Accuracy ${figure(accuracy)}, AUC ${figure(auc)}, log loss ${figure(logLoss)}, ` +
    `calibration error ${figure(calibration.expectedCalibrationError)}`;
  const parts: [title: string, lines: string[]][] = [
    [`${sourceOf(inspection)}: ${examples} ${examples === 1 ? 'text' : 'texts'}`, [verdictOf(inspection), figures]],
    ['True class (rows) and predicted class (columns)', confusionLines(confusion, classes)],
    [`Words by class, those seen ${inspection.minimumCount} times or more`, inspection.words.flatMap(wordLines)],
    ['Filters: the n-grams that they answer to most', filterLines(inspection.filters)],
    ['Suspicious words', suspiciousLines(inspection)],
    ['The most confident errors', errorLines(inspection)],
    [`What the model sees of ${inspection.coverage.tokens} tokens`, inspection.coverage.parts.map(coverageLine)],
  ];
  const text = parts
    .map(([title, lines]) => `${paint.bold(title)}\n${lines.map((line) => `  ${line}`).join('\n')}\n`)
    .join('\n');
  return width === undefined ? text : wrapped(text, width);
}

function confusionLines(confusion: readonly (readonly ConfusionCell[])[], classes: readonly string[]): string[] {
  const names = classes.map((name) => asName(name, 20));
  const rows = [['', ...names], ...confusion.map((row, n) => [names[n], ...row.map(({ count }) => String(count))])];
  const room = Math.max(...rows.flat().map((cell) => cell.length)) + 2;
  return rows.map((cells) => cells.map((cell, n) => (n === 0 ? cell.padEnd(room) : cell.padStart(room))).join(''));
}

function wordLines({ className, byMean, byTotal }: ClassWords, of: number): string[] {
  const name = asName(className, 30);
  const list = (effects: ClassWords['byMean'], values: 'means' | 'totals') =>
    effects
      .slice(0, listed.words)
      .map((effect) => `${asName(effect.word, 30)} +${effect[values][of].toPrecision(3)} (${effect.count})`)
      .join(', ') || 'none';
  return [
    `${name}, by what an occurrence says: ${list(byMean, 'means')}`,
    `${name}, by what all of them say: ${list(byTotal, 'totals')}`,
  ];
}

function filterLines(filters: readonly FilterNgrams[]): string[] {
  const branches = [...new Set(filters.map(({ branch }) => branch))];
  return branches
    .flatMap((branch) => filters.filter((filter) => filter.branch === branch).slice(0, listed.filters))
    .flatMap(({ branch, filter, toward, weight, highest, lowest }) => [
      `branch ${branch}, filter ${filter}: high values speak for ${asName(toward, 30)}, weight ${weight.toPrecision(3)}`,
      `  highest: ${ngramList(highest)}`,
      `  lowest: ${ngramList(lowest)}`,
    ]);
}

function ngramList(ngrams: readonly Ngram[]): string {
  const one = ({ words, count, activation }: Ngram) =>
    `"${words.map((word) => asName(word, 30)).join(' ')}" ${activation.toPrecision(3)} (${count})`;
  return ngrams.slice(0, listed.ngrams).map(one).join(', ') || 'none that came often enough';
}

function suspiciousLines({ suspicious }: Inspection): string[] {
  const lines = Object.entries(suspicions).flatMap(([suspicion, heading]) => {
    const words = suspicious.filter((word) => word.suspicion === suspicion).slice(0, listed.suspicious);
    const one = ({ word, toward, means, count, why }: (typeof words)[number]) =>
      `  ${asName(word, 30)}: +${Math.max(...means).toPrecision(3)} for ${asName(toward, 30)}, seen ${count === 1 ? 'once' : `${count} times`}; ${asName(why, 300)}`;
    return words.length === 0 ? [] : [`${heading}:`, ...words.map(one)];
  });
  return lines.length === 0 ? ['none found'] : lines;
}

function errorLines({ errors }: Inspection): string[] {
  if (errors.length === 0) return ['none'];
  return errors.flatMap(({ name, label, explanation }) => {
    const { predicted, probabilities, classes, text } = explanation;
    const sure = chance(probabilities[classes.indexOf(predicted)]);
    return [
      `${asName(name, 60)}: ${asName(label, 30)}, taken for ${asName(predicted, 30)} with ${sure}`,
      `  ${asName(text.slice(0, 600), 150)}`,
    ];
  });
}

function coverageLine({ part, count, share, words }: CoveragePart): string {
  const named = words.slice(0, listed.coverage).map(({ word }) => (word === '\n' ? '<br />' : asName(word, 30)));
  return `${part}: ${percent(share)} (${count})${named.length > 0 ? `: ${named.join(' ')}` : ''}`;
}
