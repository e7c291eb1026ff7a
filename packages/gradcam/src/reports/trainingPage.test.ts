import { describe, expect, test } from 'vitest';
import { type Element, elementsOf } from '../../test/elements.js';
import { hostileTexts } from '../../test/explanations.js';
import { renderTrainingReport, type TrainingReport } from './trainingPage.js';

const diagonal = [
  { threshold: Number.POSITIVE_INFINITY, falsePositiveRate: 0, truePositiveRate: 0 },
  { threshold: 0.5, falsePositiveRate: 0, truePositiveRate: 0.5 },
  { threshold: 0, falsePositiveRate: 1, truePositiveRate: 1 },
];
const report: TrainingReport = {
  preset: 'article',
  dataset: 'starter',
  device: 'CPU',
  settings: [['Seed', '1']],
  labels: ['negative', 'positive'],
  parameters: 1234567,
  preprocessingSeconds: 1.26,
  epochs: [0.5, 0.25].map((trainLoss, epoch) => ({
    epoch,
    seconds: 2,
    trainLoss,
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
    roc: [diagonal],
    calibration: {
      expectedCalibrationError: 0.125,
      bins: [
        { from: 0, to: 0.5, count: 0, confidence: Number.NaN, accuracy: Number.NaN },
        { from: 0.5, to: 1, count: 10, confidence: 0.925, accuracy: 0.8 },
      ],
    },
  },
};

const pageOf = async (change: Partial<TrainingReport> = {}) =>
  elementsOf(await renderTrainingReport({ ...report, ...change }));
const textsOf = (elements: Element[], name: string) =>
  elements.filter((element) => element.name === name).map(({ text }) => text);

describe('the report of a training', () => {
  test('gives the figures in words and in numbers', async () => {
    const page = await pageOf();
    expect(textsOf(page, 'p')[0].replace(/\s+/g, ' ')).toBe(
      'After 2 epochs the model is right on 80.00 % of 10 test examples; its AUC is 0.7500.',
    );
    expect(textsOf(page, 'dd')).toEqual(['0.8000', '0.7500', '0.4000', '1,234,567']);
  });

  test('has a title, a language, and headings in order', async () => {
    const page = await pageOf();
    expect(page[0].attributes.lang).toBe('en');
    expect(textsOf(page, 'title')).toEqual(['Training report: article on starter']);
    expect(page.filter(({ name }) => /^h\d$/.test(name)).map(({ name, text }) => `${name} ${text}`)).toEqual([
      'h1 article on starter',
      'h2 Epochs',
      'h2 ROC curve',
      'h2 Is it as right as it is sure?',
      'h2 Confusion matrix',
      'h2 Settings',
    ]);
  });

  test('draws loss, accuracy and ROC curve, each with a label', async () => {
    const images = (await pageOf()).filter(({ attributes }) => attributes.role === 'img');
    const labels = images.map(({ attributes }) => attributes['aria-label']);
    expect(labels).toHaveLength(4);
    expect(labels[2]).toContain('the area under it is 0.7500');
    expect(labels[3]).toContain('Share of right answers over confidence');
  });

  test('reliability is beside its chart as a table, bins without examples left out', async () => {
    const page = await pageOf();
    expect(textsOf(page, 'tr').filter((row) => row.includes(' to '))).toEqual([
      expect.stringMatching(/^0\.5 to 1\.010\s*100\.0 %0\.92500\.8000$/),
    ]);
    expect(page[0].text.replace(/\s+/g, ' ')).toContain('Expected calibration error: 0.1250.');
  });

  test('what a part held back says of each epoch is in the table and in the charts', async () => {
    const epochs = report.epochs.map((epoch) => ({ ...epoch, validationLoss: 0.75, validationAccuracy: 0.625 }));
    const page = await pageOf({ epochs });
    expect(textsOf(page, 'tr').slice(0, 2)).toEqual([
      'EpochTraining lossTraining accuracyValidation lossValidation accuracyTest accuracySeconds',
      '10.50000.90000.75000.62500.80002.0',
    ]);
    expect(textsOf(page, 'li').slice(0, 5)).toEqual(['Training', 'Validation', 'Training', 'Validation', 'Test']);
    expect(textsOf(await pageOf(), 'tr')[0]).toBe('EpochTraining lossTraining accuracyTest accuracySeconds');
  });

  test('one epoch makes no line: the table has it all', async () => {
    const page = await pageOf({ epochs: report.epochs.slice(0, 1) });
    expect(page.filter(({ attributes }) => attributes.role === 'img')).toHaveLength(2);
    expect(textsOf(page, 'p')[0]).toContain('After 1 epoch the');
  });

  test('the confusion matrix has true classes as rows', async () => {
    const rows = textsOf(await pageOf(), 'tr');
    expect(rows).toEqual(expect.arrayContaining(['negative41', 'positive23']));
  });

  test('settings come in their order, then device and preprocessing', async () => {
    expect(textsOf(await pageOf(), 'tr').slice(-3)).toEqual(['Seed1', 'DeviceCPU', 'Preprocessing1.3 s']);
  });

  test('with three labels, each has a curve against the rest', async () => {
    const page = await pageOf({
      labels: ['a', 'b', 'c'],
      test: {
        ...report.test,
        roc: [diagonal, diagonal, diagonal],
        confusion: [
          [1, 2, 3],
          [4, 5, 6],
          [7, 8, 9],
        ],
      },
    });
    expect(textsOf(page, 'li').slice(2, 6)).toEqual([
      'a against the rest',
      'b against the rest',
      'c against the rest',
      'By chance',
    ]);
    expect(textsOf(page, 'tr')).toEqual(expect.arrayContaining(['a123', 'b456', 'c789']));
  });

  test('figures that do not exist are said to be not defined', async () => {
    const { NaN: none } = Number;
    const page = await pageOf({ test: { ...report.test, accuracy: none, auc: none, logLoss: none, roc: [[]] } });
    expect(textsOf(page, 'dd').slice(0, 3)).toEqual(['not defined', 'not defined', 'not defined']);
    expect(page[0].text).not.toContain('NaN');
  });
});

test('whatever names try, no element is there but our own, and none that loads or runs', async () => {
  const everything = hostileTexts.join(' ');
  const page = await pageOf({
    preset: everything,
    dataset: everything,
    device: everything,
    settings: [[everything, everything]],
    labels: [everything, `${everything}2`, '__proto__'],
    test: {
      ...report.test,
      roc: [diagonal, diagonal, diagonal],
      confusion: [
        [1, 2, 3],
        [4, 5, 6],
        [7, 8, 9],
      ],
    },
  });
  const names = new Set(page.map(({ name }) => name));
  const ours =
    'html head meta title style body main h1 h2 p div dl dt dd table caption thead tbody tr th td figure figcaption ul li span ' +
    'svg g path text rect defs clipPath';
  expect([...names].filter((name) => !ours.split(' ').includes(name))).toEqual([]);
  for (const { attributes } of page) {
    for (const name of Object.keys(attributes)) expect(name).not.toMatch(/^(on|href|src|xlink:href)/);
  }
});

test('a curve of 25,000 points weighs little', async () => {
  const roc = Array.from({ length: 25_000 }, (_, n) => ({
    threshold: -n,
    falsePositiveRate: n / 25_000,
    truePositiveRate: Math.sqrt(n / 25_000),
  }));
  expect((await renderTrainingReport({ ...report, test: { ...report.test, roc: [roc] } })).length).toBeLessThan(
    100_000,
  );
});
