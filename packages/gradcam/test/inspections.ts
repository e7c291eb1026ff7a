import type { Inspection, WordEffect } from '../src/index.js';
import { explanationOf } from './explanations.js';

const effect = (word: string, mean: number): WordEffect => ({
  word,
  count: 10,
  means: [-mean, mean],
  totals: [-10 * mean, 10 * mean],
});

/** An inspection of ten texts, small enough to be checked by eye. */
export const inspection: Inspection = {
  version: 1,
  ...{ dataset: 'reviews.csv', split: 'test', limit: null, seed: 3 },
  classes: ['negative', 'positive'],
  examples: 10,
  perClass: [5, 5],
  accuracy: 0.8,
  auc: 0.75,
  logLoss: 0.4,
  confusion: [
    [
      { count: 4, reviews: [{ name: 'row 1', excerpt: 'A bad film', probability: 0.9 }] },
      { count: 1, reviews: [{ name: 'row 7', excerpt: 'Good? No.', probability: 0.95 }] },
    ],
    [
      { count: 0, reviews: [] },
      { count: 5, reviews: [{ name: 'row 2', excerpt: 'A good film', probability: 0.8 }] },
    ],
  ],
  roc: [
    {
      className: 'positive',
      points: [
        { threshold: null, falsePositiveRate: 0, truePositiveRate: 0 },
        { threshold: 0.5, falsePositiveRate: 0.2, truePositiveRate: 1 },
        { threshold: 0, falsePositiveRate: 1, truePositiveRate: 1 },
      ],
      marks: [{ threshold: 0.5, falsePositiveRate: 0.2, truePositiveRate: 1 }],
    },
  ],
  calibration: {
    expectedCalibrationError: 0.1,
    bins: [
      { from: 0, to: 0.5, count: 0, confidence: null, accuracy: null },
      { from: 0.5, to: 1, count: 10, confidence: 0.9, accuracy: 0.8 },
    ],
  },
  minimumCount: 2,
  words: [
    { className: 'negative', byMean: [effect('bad', -2)], byTotal: [effect('bad', -2)] },
    { className: 'positive', byMean: [effect('good', 4), effect('fun', 1)], byTotal: [effect('good', 4)] },
  ],
  filters: [
    {
      ...{ branch: 2, filter: 3, kernelSize: 2, toward: 'positive', weight: 0.5 },
      highest: [{ words: ['good', 'fun'], count: 7, activation: 6.25 }],
      lowest: [],
    },
  ],
  suspicious: [{ ...effect('4/10', -3), suspicion: 'rating', toward: 'negative', why: 'a rating' }],
  errors: [
    {
      name: 'row 7',
      label: 'negative',
      explanation: explanationOf([
        ['Good', 2],
        ['the', null],
        ['no', -1],
      ]),
    },
  ],
  coverage: {
    tokens: 100,
    unseenTexts: 0,
    clippedTexts: 2,
    parts: [
      { part: 'known', count: 60, share: 0.6, words: [{ word: 'film', count: 9 }] },
      { part: 'markup', count: 40, share: 0.4, words: [{ word: '\n', count: 40 }] },
    ],
  },
};

/** One in which all that can come from outside is `text`. */
export function hostileInspection(text: string): Inspection {
  const hostile = { ...effect(text, 1), word: text };
  return {
    ...inspection,
    dataset: text,
    split: text,
    classes: [text, `${text}2`],
    confusion: inspection.confusion.map((row) =>
      row.map(({ count }) => ({ count, reviews: [{ name: text, excerpt: text, probability: 1 }] })),
    ),
    roc: inspection.roc.map((curve) => ({ ...curve, className: text })),
    words: inspection.words.map(() => ({ className: text, byMean: [hostile], byTotal: [hostile] })),
    filters: inspection.filters.map((filter) => ({
      ...filter,
      toward: text,
      lowest: [{ words: [text, text], count: 1, activation: 0 }],
    })),
    suspicious: [{ ...hostile, suspicion: 'name', toward: text, why: text }],
    errors: [{ name: text, label: text, explanation: explanationOf([[text, 1]]) }],
    coverage: {
      ...inspection.coverage,
      parts: inspection.coverage.parts.map((part) => ({ ...part, words: [{ word: text, count: 1 }] })),
    },
  };
}

/** One of no texts at all. */
export const emptyInspection: Inspection = {
  ...inspection,
  ...{ examples: 0, perClass: [0, 0], accuracy: null, auc: null, logLoss: null },
  confusion: inspection.confusion.map((row) => row.map(() => ({ count: 0, reviews: [] }))),
  roc: [{ className: 'positive', points: [], marks: [] }],
  calibration: { expectedCalibrationError: null, bins: [] },
  words: inspection.words.map(({ className }) => ({ className, byMean: [], byTotal: [] })),
  filters: inspection.filters.map((filter) => ({ ...filter, highest: [], lowest: [] })),
  suspicious: [],
  errors: [],
  coverage: { tokens: 0, unseenTexts: 0, clippedTexts: 0, parts: [{ part: 'known', count: 0, share: 0, words: [] }] },
};
