import { CpuDevice } from '@textcam/tensor';
import { Scorer } from '@textcam/text';
import { afterAll, describe, expect, test } from 'vitest';
import { simpleClassifier } from '../test/classifiers.js';
import { removalCurves } from './removalCurves.js';

const classifier = simpleClassifier(new CpuDevice());
const scorer = new Scorer(classifier);
afterAll(() => scorer.dispose());

/** Of positive, where the mean of the features is `mean`: the margin is 2 · mean + 0.5. */
const positive = (mean: number) => 1 / (1 + Math.exp(-(2 * mean + 0.5)));

const curvesOf = (text: string, order: number[], rest: { removal?: 'delete' | 'zero' | 'pad'; seed?: number } = {}) =>
  removalCurves(classifier, scorer, classifier.encode(text).ids, {
    order,
    explained: 1,
    removal: 'zero',
    seed: 3,
    ...rest,
  });

describe('deletion and insertion of "good bad", the good first', () => {
  test('with zeros in their place, which count 1', async () => {
    const { deletion, insertion, fractions } = await curvesOf('good bad', [0, 1]);
    expect(fractions).toEqual([0, 0.5, 1]);
    [positive(-1), positive(-2), positive(1)].forEach((p, n) => {
      expect(deletion.scores[n]).toBeCloseTo(p, 6);
    });
    [positive(1), positive(2), positive(-1)].forEach((p, n) => {
      expect(insertion.scores[n]).toBeCloseTo(p, 6);
    });
    expect(deletion.auc).toBeCloseTo(positive(-1) / 4 + positive(-2) / 2 + positive(1) / 4, 6);
  });

  test('without them, the text getting shorter: with none left, the biases alone', async () => {
    const { deletion } = await curvesOf('good bad', [0, 1], { removal: 'delete' });
    [positive(-1), positive(-5), positive(1)].forEach((p, n) => {
      expect(deletion.scores[n]).toBeCloseTo(p, 6);
    });
  });
});

test('beside 20 random orders, the same for the same seed and others for another', async () => {
  const text = 'good bad film wolf bad good actor';
  const order = [0, 1, 2, 3, 4, 5, 6];
  const { random, seed } = await curvesOf(text, order);
  expect([random.length, seed]).toEqual([20, 3]);
  expect((await curvesOf(text, order)).random).toEqual(random);
  expect((await curvesOf(text, order, { seed: 4 })).random).not.toEqual(random);
});

test('an empty text has one point, whose height is the area', async () => {
  const { deletion, fractions } = await curvesOf('', []);
  expect([fractions, deletion.scores.length]).toEqual([[0], 1]);
  expect(deletion.auc).toBe(deletion.scores[0]);
});

test('of a long text a hundred numbers of words are tried, none and all among them', async () => {
  const text = 'good bad '.repeat(150);
  const { fractions, deletion } = await curvesOf(text, [...new Array(300).keys()]);
  expect([fractions.length, fractions[0], fractions.at(-1)]).toEqual([101, 0, 1]);
  expect(deletion.scores.at(-1)).toBeCloseTo(positive(1), 5);
});
