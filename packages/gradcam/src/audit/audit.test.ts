import { CpuDevice } from '@textcam/tensor';
import { describe, expect, test } from 'vitest';
import { audited, rowOf } from '../../test/audited.js';
import { randomClassifier, simpleClassifier, words } from '../../test/classifiers.js';

const device = new CpuDevice({ precision: 'float64' });
const text = words.join(' ');

describe('the result', () => {
  const classifier = randomClassifier(new CpuDevice());
  const texts = [text, 'good film', 'bad plot dull wolf'];

  test('is JSON, the same for the same seed, which is in it, and another for another', async () => {
    const [first, again, other] = [
      await audited(classifier, texts),
      await audited(classifier, texts),
      await audited(classifier, texts, { seed: 2 }),
    ];
    expect(first).toEqual(again);
    expect(JSON.parse(JSON.stringify(first))).toEqual(first);
    expect([first.seed, other.seed]).toEqual([1, 2]);
    expect(rowOf(other, 'random', null).metrics.deletion).not.toEqual(rowOf(first, 'random', null).metrics.deletion);
  });

  test('leaves the classifier as it is', async () => {
    const values = () =>
      Promise.all(Object.values(classifier.network.parameters()).map(async (tensor) => [...(await tensor.read())]));
    const before = await values();
    await audited(classifier, texts);
    expect(await values()).toEqual(before);
  });

  test('has a row for each method, or for those asked for, and the floor, which never wins', async () => {
    const all = await audited(classifier, texts);
    expect(all.rows.map(({ method, branch }) => `${method} ${branch}`)).toEqual([
      'gradcam all',
      'gradcam 1',
      'article 1',
      'gradcam++ all',
      'hirescam all',
      'layercam all',
      'gradient-x-input all',
      'integrated-gradients all',
      'occlusion-delete all',
      'occlusion-zero all',
      'occlusion-pad all',
      'receipt all',
      'random null',
    ]);
    expect(rowOf(all, 'random', null).best).toEqual([]);
    const one = await audited(classifier, texts, { methods: ['receipt'] });
    expect(one.rows.map(({ method }) => method)).toEqual(['receipt', 'random']);
    expect(rowOf(one, 'receipt').metrics).toEqual(rowOf(all, 'receipt').metrics);
  });

  test('explains no more texts again than it is asked to', async () => {
    const result = await audited(classifier, texts, { explainedAgain: 2 });
    expect(result.explainedAgain).toBe(2);
    expect(rowOf(result, 'receipt').metrics.maxSensitivity?.texts).toBe(2);
    expect(rowOf(result, 'receipt').metrics.deletion?.texts).toBe(3);
  });
});

describe('odd texts', () => {
  test('a text of which nothing is seen is left out, and said to be', async () => {
    const classifier = simpleClassifier(device);
    const result = await audited(classifier, ['', 'good', 'the']);
    expect([result.texts, result.unseen]).toEqual([1, 2]);
    const nothing = await audited(classifier, ['']);
    expect(rowOf(nothing, 'gradcam').metrics.deletion).toBeNull();
    expect(nothing.selfTests.map(({ outcome }) => outcome)).toEqual(new Array(9).fill('not applicable'));
  });

  test('a text of one word has every metric but those that compare orders', async () => {
    const { metrics } = rowOf(await audited(simpleClassifier(device), ['good']), 'gradcam');
    // Feature 3: logits -3 and 3.5; without the word the bias of 1 is left: -1 and 1.5.
    const [whole, none] = [1 / (1 + Math.exp(-6.5)), 1 / (1 + Math.exp(-2.5))];
    expect(metrics.comprehensiveness?.mean).toBeCloseTo(whole - none, 9);
    expect(metrics.sufficiency?.mean).toBeCloseTo(0, 12);
    expect(metrics.deletion?.mean).toBeCloseTo((whole + none) / 2, 9);
    expect(metrics.tauLoo).toEqual({ mean: null, low: null, high: null, texts: 0 });
  });

  test('two identical words are taken away in their own order', async () => {
    const { metrics } = rowOf(await audited(simpleClassifier(device), ['good good']), 'gradient-x-input');
    const scores = [6.5, 4.5, 2.5].map((margin) => 1 / (1 + Math.exp(-margin)));
    expect(metrics.deletion?.mean).toBeCloseTo((scores[0] / 2 + scores[1] + scores[2] / 2) / 2, 9);
  });

  test('values that are all equal order nothing: such a text does not count for correlations', async () => {
    const result = await audited(simpleClassifier(device), ['good good', 'good bad film']);
    const { metrics } = rowOf(result, 'gradient-x-input');
    expect(metrics.tauLoo).toMatchObject({ mean: 1, texts: 1 });
    expect(metrics.deletion?.texts).toBe(2);
  });
});
