import { methods, renderHtml, renderInspection, renderSweepReport, renderTrainingReport } from '@textcam/gradcam';
import { explanationOf, hostileTexts, type Told } from '../../packages/gradcam/test/explanations.js';
import { emptyInspection, hostileInspection, inspection } from '../../packages/gradcam/test/inspections.js';
import { investigationOf, withValues } from '../../packages/gradcam/test/investigations.js';
import { emptySweep, hostileSweep, sweepReport } from '../../packages/gradcam/test/sweeps.js';

export const review: Told[] = [
  ['The', null],
  ['film', 0.01],
  ['is', null],
  ['dull', -0.42],
  ['and', null],
  ['creaky', -0.1, { inVocabulary: false }],
  ['but', null],
  ['good', 1],
  ['<br />', null, { leftOut: 'markup' }],
  ['fun', 0.3],
];

const windows = [
  { branch: 2, start: 12, end: 27, relevance: -0.3 },
  { branch: 2, start: 21, end: 36, relevance: 0.2 },
];

/** A review with a view for each of two more methods, and for the other class. */
export function reviewPage(): Promise<string> {
  return renderHtml(investigationOf(review, { branch: 'all', windows, warnings: ['This is a warning.'] }));
}

const hebrew = ['הסרט', 'היה', 'משעמם', 'אבל', 'טוב'].map((word, n): Told => [word, n === 1 ? null : n - 2.5]);

/** 5,000 words, all seen, by every method, no two alike. */
export function longPage(): Promise<string> {
  const words = Array.from({ length: 5000 }, (_, n): Told => [`word${n}`, ((n * 7919) % 997) - 498.4]);
  const investigation = investigationOf(words);
  investigation.others = methods.map((method, by) =>
    withValues(investigation.explanation, (value, n) => value + ((n * by) % 13), { method }),
  );
  return renderHtml(investigation);
}

const roc = [0, 0.5, 1].map((x) => ({ threshold: -x, falsePositiveRate: x, truePositiveRate: Math.sqrt(x) }));

/** Every report that there is, in the states that could break it. */
export const pages: [name: string, source: () => Promise<string>][] = [
  ['the explanation of a review', reviewPage],
  ['the explanation of a hostile text', hostilePage],
  ['the explanation of a text from right to left', () => renderHtml(investigationOf(hebrew))],
  ['the explanation of an empty text', () => renderHtml(investigationOf([], { text: '' }))],
  ['the explanation of a text of which nothing is seen', () => renderHtml(investigationOf([['the', null]]))],
  ['the explanation of one word, with no reversal', oneWordPage],
  ['the explanation of 5,000 words', longPage],
  ['the report of a training', trainingPage],
  ['the report of a sweep', () => renderSweepReport(sweepReport)],
  ['the report of a sweep that has not begun', () => renderSweepReport(emptySweep)],
  ['the report of a hostile sweep', () => renderSweepReport(hostileSweep(hostileTexts.join(' ')))],
  ['the inspection of a data set', () => renderInspection(inspection)],
  ['the inspection of a data set without texts', () => renderInspection(emptyInspection)],
  ['the inspection of a hostile data set', () => renderInspection(hostileInspection(hostileTexts.join(' ')))],
];

function hostilePage(): Promise<string> {
  const everything = hostileTexts.join(' ');
  const words = hostileTexts.map((text, n): Told => [text, n % 3 === 0 ? null : n - 5, { lemma: text }]);
  const classes = [everything, 'negative'];
  return renderHtml(
    investigationOf(words, { classes, predicted: everything, explained: everything, warnings: [everything] }),
  );
}

function oneWordPage(): Promise<string> {
  const investigation = investigationOf([['Excellent', 1]]);
  const { classes, probabilities } = explanationOf([]);
  return renderHtml({
    ...investigation,
    others: [],
    reversal: { removal: 'zero', tokens: null, smallest: true, predicted: classes[1], probabilities },
  });
}

function trainingPage(): Promise<string> {
  return renderTrainingReport({
    ...{
      preset: 'article',
      dataset: 'starter',
      device: 'CPU',
      settings: [['Seed', '1']],
      labels: ['negative', 'positive'],
    },
    ...{ parameters: 1234567, preprocessingSeconds: 1.26 },
    epochs: [0, 1].map((epoch) => ({
      epoch,
      seconds: 2,
      trainLoss: 1 / (epoch + 2),
      trainAccuracy: 0.9,
      testAccuracy: 0.8,
    })),
    test: {
      examples: 10,
      accuracy: 0.8,
      auc: 0.75,
      logLoss: 0.4,
      confusion: [
        [4, 1],
        [2, 3],
      ],
      roc: [roc],
      calibration: {
        expectedCalibrationError: 0.05,
        bins: [
          { from: 0.5, to: 0.75, count: 4, confidence: 0.65, accuracy: 0.75 },
          { from: 0.75, to: 1, count: 6, confidence: 0.85, accuracy: 0.8 },
        ],
      },
    },
  });
}
