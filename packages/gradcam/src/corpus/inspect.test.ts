import { CpuDevice } from '@textcam/tensor';
import { type Classifier, tokenizeHere } from '@textcam/text';
import { describe, expect, test } from 'vitest';
import { phraseClassifier, randomClassifier, simpleClassifier } from '../../test/classifiers.js';
import { hostileTexts } from '../../test/explanations.js';
import { explain } from '../explain.js';
import { ExplainError } from '../explainError.js';
import { type InspectOptions, inspect } from './inspect.js';
import type { Inspection } from './inspection.js';

type Labelled = readonly [text: string, label: string];
const data = { dataset: 'hand-made', split: null, limit: null, seed: null };

/** The names are 'text 0', 'text 1' and so on. */
async function* stream(examples: readonly Labelled[]) {
  yield* examples.map(([text, label], n) => ({ name: `text ${n}`, text, label }));
}

async function inspected(
  classifier: Classifier,
  examples: readonly Labelled[],
  options: Partial<InspectOptions> = {},
): Promise<Inspection> {
  const steps = inspect(classifier, stream(examples), { tokenizing: tokenizeHere, data, ...options });
  let step = await steps.next();
  while (!step.done) step = await steps.next();
  return step.value;
}

const device = new CpuDevice();
const simple = simpleClassifier(device);

// Features: good 3, bad -5, any other word 1; their mean is the logit of positive, but for 0.5, and its negative that of negative.
const examples: Labelled[] = [
  ['good', 'positive'],
  ['bad', 'negative'],
  ['good film', 'positive'],
  ['good bad', 'positive'],
];

describe('inspecting a data set', () => {
  test('counts who is taken for whom, and names them', async () => {
    const { examples: count, perClass, accuracy, auc, confusion } = await inspected(simple, examples);
    // Of "good bad" the mean is -1: it is taken for negative, with a margin of 2 - 0.5.
    expect([count, perClass, accuracy, auc]).toEqual([4, [1, 3], 0.75, 1]);
    expect(confusion.map((row) => row.map(({ count }) => count))).toEqual([
      [1, 0],
      [1, 2],
    ]);
    const sure = 1 / (1 + Math.exp(-1.5));
    expect(confusion[1][0].reviews).toEqual([
      { name: 'text 3', excerpt: 'good bad', probability: expect.closeTo(sure, 6) },
    ]);
    // A mean of 3 is surer than one of 2.
    expect(confusion[1][1].reviews.map(({ name }) => name)).toEqual(['text 0', 'text 2']);
  });

  test('gives the points of the ROC curve at round thresholds, and JSON without infinity', async () => {
    const { roc } = await inspected(simple, examples);
    const [{ className, points, marks }] = roc;
    expect([className, points[0]]).toEqual([
      'positive',
      { threshold: null, falsePositiveRate: 0, truePositiveRate: 0 },
    ]);
    // "good" and "good film" have 0.998 and 0.989, "good bad" 0.18, "bad" next to nothing.
    expect(marks.map(({ threshold, truePositiveRate }) => [threshold, Number(truePositiveRate.toFixed(3))])).toEqual([
      ...[0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2].map((threshold) => [threshold, 0.667]),
      [0.1, 1],
    ]);
    expect(marks.every(({ falsePositiveRate }) => falsePositiveRate === 0)).toBe(true);
  });

  test("a word's mean is that of its relevance over its occurrences, its total their sum", async () => {
    const { words } = await inspected(simple, examples);
    const [negative, positive] = words;
    // A feature f counts 2 f / length toward positive: good 6, 3 and 3; film 1; bad -10 and -5.
    expect(positive.byMean.map(({ word, count, means }) => [word, count, means[1]])).toEqual([
      ['good', 3, 4],
      ['film', 1, 1],
    ]);
    expect(positive.byTotal[0].totals).toEqual([-12, 12]);
    expect(negative.byMean).toEqual([{ word: 'bad', count: 2, means: [7.5, -7.5], totals: [15, -15] }]);
  });

  test('a word is in no list that occurs less often than asked', async () => {
    const { words, minimumCount } = await inspected(simple, examples, { minimumCount: 3 });
    expect(minimumCount).toBe(3);
    expect(words.map(({ byMean }) => byMean.map(({ word }) => word))).toEqual([[], ['good']]);
  });

  test('the minimum is a twentieth of the number of texts, 1 at least and 20 at most', async () => {
    const many = (count: number) => Array.from({ length: count }, () => examples[0]);
    const least = async (count: number) => (await inspected(simple, many(count))).minimumCount;
    expect(await Promise.all([least(3), least(100), least(1000)])).toEqual([1, 5, 20]);
  });

  test('what a word says is the sum over all branches of what `explain` says on each', async () => {
    const three = randomClassifier(device, { labels: ['bad', 'so-so', 'good'] });
    const text = 'wolf great plot';
    const { words, classes } = await inspected(three, [[text, 'good']]);
    for (const [of, className] of classes.entries()) {
      const parts = await Promise.all([1, 2, 3].map((branch) => explain(three, text, { className, branch })));
      const wolf = parts.reduce((sum, { tokens }) => sum + (tokens[0].relevance ?? 0), 0);
      const found = words.flatMap(({ byMean }) => byMean).find(({ word }) => word === 'wolf');
      expect(found?.means[of]).toBeCloseTo(wolf, 5);
    }
  });

  test('n-grams that the model knows are listed beside words, each with what it says by itself', async () => {
    const phrases = phraseClassifier(device);
    const { words, filters, suspicious, coverage } = await inspected(phrases, [
      ['dull good', 'negative'],
      ['good film', 'positive'],
    ]);
    // Of three ids, a row of value v has the feature 2 v + 1, and counts 2/3 of that.
    const [, positive] = words;
    expect(positive.byMean.map(({ word, count, means }) => [word, count, Number(means[1].toFixed(4))])).toEqual([
      ['good film', 1, 16.6667],
      ['good', 2, 4.6667],
      ['dull', 1, 0.6667],
      ['film', 1, 0.6667],
    ]);
    expect(words[0].byTotal.map(({ word, count }) => [word, count])).toEqual([['dull good', 1]]);
    expect(filters[0].highest.map(({ words, activation }) => [words, activation])[0]).toEqual([['good film'], 25]);
    expect([suspicious, coverage.tokens]).toEqual([[], 4]);
  });

  test('what a word and its n-grams say is, shared, what `explain` says of the word', async () => {
    const phrases = randomClassifier(device, { ngrams: ['wolf great', 'wolf great plot'] });
    const text = 'wolf great plot';
    const { words } = await inspected(phrases, [[text, 'positive']]);
    const said = (word: string) =>
      words.flatMap(({ byMean }) => byMean).find((one) => one.word === word)?.means[1] ?? 0;
    const { tokens } = await explain(phrases, text, { className: 'positive', branch: 'all' });
    const shared = said('wolf') + said('wolf great') / 2 + said('wolf great plot') / 3;
    expect(tokens[0].relevance).toBeCloseTo(shared, 5);
  });

  test('the most confident errors come with their explanations; equally confident ones by name', async () => {
    const wrong: Labelled[] = [
      ['good', 'negative'],
      ['good good', 'negative'],
      ['bad', 'positive'],
      ['good', 'positive'],
    ];
    const { errors } = await inspected(simple, wrong, { errors: 2 });
    // A bad has a margin of 9.5, one good or two one of 6.5.
    expect(errors.map(({ name, label, explanation }) => [name, label, explanation.predicted])).toEqual([
      ['text 2', 'positive', 'negative'],
      ['text 0', 'negative', 'positive'],
    ]);
    expect(errors[0].explanation).toEqual(await explain(simple, 'bad'));
  });

  test('reports how far it has come', async () => {
    const done: number[] = [];
    const steps = inspect(simple, stream(examples), { tokenizing: tokenizeHere, data });
    for await (const event of steps) done.push(event.done);
    expect(done.at(-1)).toBe(4);
  });
});

describe('data that is not as usual', () => {
  test('an empty data set has no figures, and no number that is none', async () => {
    const inspection = await inspected(simple, []);
    expect(inspection).toMatchObject({
      examples: 0,
      accuracy: null,
      auc: null,
      logLoss: null,
      errors: [],
      suspicious: [],
    });
    expect(JSON.parse(JSON.stringify(inspection))).toEqual(inspection);
  });

  test('with one class alone there is no curve, and the rest is there', async () => {
    const inspection = await inspected(simple, [['good', 'positive']]);
    expect(inspection).toMatchObject({
      accuracy: 1,
      auc: null,
      roc: [{ className: 'positive', points: [], marks: [] }],
    });
    expect(JSON.parse(JSON.stringify(inspection))).toEqual(inspection);
  });

  test('texts that are equal tie, and count as often as they come', async () => {
    const inspection = await inspected(simple, [...examples, ...examples]);
    expect(inspection).toMatchObject({ examples: 8, accuracy: 0.75, auc: 1 });
    expect(inspection.confusion[1][0].reviews.map(({ name }) => name)).toEqual(['text 3', 'text 7']);
  });

  test('a text of which the model sees nothing is counted', async () => {
    const { coverage, examples } = await inspected(simple, [
      ['', 'positive'],
      ['the of', 'positive'],
    ]);
    expect([examples, coverage.unseenTexts, coverage.tokens]).toEqual([2, 2, 2]);
  });

  test('a label that the classifier does not know is refused by name', async () => {
    await expect(inspected(simple, [['good', 'superb']])).rejects.toThrow(
      'text 0: label "superb"; the model knows "negative", "positive"',
    );
  });

  test('a classifier whose numbers are not finite is refused', async () => {
    const damaged = simpleClassifier(device);
    damaged.network.dense.bias.write([Number.NaN, 0]);
    await expect(inspected(damaged, examples)).rejects.toThrow(ExplainError);
  });

  test('an excerpt is one line that can command nothing', async () => {
    const { confusion } = await inspected(
      simple,
      hostileTexts.map((text) => [`${text}\n`, 'positive'] as const),
    );
    const excerpts = confusion.flat().flatMap(({ reviews }) => reviews.map(({ excerpt }) => excerpt));
    expect(excerpts).toHaveLength(hostileTexts.length);
    for (const excerpt of excerpts) expect(excerpt).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
  });
});
