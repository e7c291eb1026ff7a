import { CpuDevice } from '@textcam/tensor';
import type { Classifier } from '@textcam/text';
import { describe, expect, test } from 'vitest';
import { randomClassifier, simpleClassifier } from '../../test/classifiers.js';
import { explain } from '../explain.js';

const device = new CpuDevice({ precision: 'float64' });
const texts = ['good', 'bad film', 'good, bad unknown film', 'dull plot dull actor great wolf'];

/** A random classifier, its embeddings shifted so that their mean over any text has the sign of the shift. */
async function shifted(by: number): Promise<Classifier> {
  const classifier = randomClassifier(device);
  const { weight } = classifier.network.embedding;
  weight.write((await weight.read()).map((value) => value + by));
  return classifier;
}

describe('the article’s method, by hand', () => {
  // One number a word: good 1, bad -3, others 0.
  const classifier = simpleClassifier(device);

  test('m is the mean of all embedding entries of the text', async () => {
    expect((await explain(classifier, 'good good film', { method: 'article' })).m).toBeCloseTo(2 / 3, 12);
    expect((await explain(classifier, 'good bad film', { method: 'article' })).m).toBeCloseTo(-2 / 3, 12);
  });

  test('m counts a token for each window that it is in: with branch 3, the ends count less', async () => {
    const three = randomClassifier(device, { dimensions: 1 });
    three.network.embedding.weight.write(three.vocabulary.words.map((word) => ({ good: 1 })[word] ?? 0));
    const m = async (branch: number) => (await explain(three, 'good film plot wolf', { method: 'article', branch })).m;
    expect(await m(1)).toBeCloseTo(1 / 4, 12);
    expect(await m(2)).toBeCloseTo(1 / 4, 12);
    // Windows of tokens 0 to 1, 0 to 2, 1 to 3, 2 to 3: ten places, two of them the good's.
    expect(await m(3)).toBeCloseTo(2 / 10, 12);
  });

  test('it warns when m > 0, with the value, and else not', async () => {
    const warningsOf = async (text: string) => (await explain(classifier, text, { method: 'article' })).warnings;
    expect(await warningsOf('good')).toEqual([expect.stringMatching(/^m, .* is 1\.00, above 0: .* reverse order/)]);
    expect(await warningsOf('bad')).toEqual([]);
    expect(await warningsOf('film')).toEqual([]);
  });

  test('with m = 0 its heat is 0', async () => {
    expect((await explain(classifier, 'film plot', { method: 'article' })).tokens[0].relevance).toBeCloseTo(0, 12);
  });

  test('it always cuts off at zero and says so, whatever was asked for', async () => {
    const { relu, tokens } = await explain(classifier, 'good film bad', { method: 'article', relu: false });
    expect(relu).toBe(true);
    for (const { relevance } of tokens) expect(relevance).toBeGreaterThanOrEqual(0);
  });

  test('its score is still the margin', async () => {
    const article = await explain(classifier, 'good film', { method: 'article' });
    expect(article.score).toBe((await explain(classifier, 'good film')).score);
  });

  test('Grad-CAM reports no m', async () => {
    expect((await explain(classifier, 'good')).m).toBeNull();
  });
});

describe.each([
  ['m > 0', 0.4],
  ['m < 0', -0.4],
])('with two classes and %s', (_, shift) => {
  test.each(texts)('the heat is ReLU(-m (1 - s) T · signed Grad-CAM of the margin): %s', async (text) => {
    const classifier = await shifted(shift);
    for (const branch of [1, 2]) {
      const article = await explain(classifier, text, { method: 'article', branch });
      const signed = await explain(classifier, text, { branch });
      const s = signed.probabilities[signed.classes.indexOf(signed.explained)];
      const factor = -(article.m ?? 0) * (1 - s) * signed.length;
      expect(Math.sign(article.m ?? 0)).toBe(Math.sign(shift));
      expect(article.warnings).toHaveLength(shift > 0 ? 1 : 0);
      article.windows.forEach(({ relevance }, n) => {
        expect(relevance).toBeCloseTo(Math.max(0, factor * signed.windows[n].relevance), 12);
      });
    }
  });

  test.each(texts)('branch 3 ranks as its sign of m says: %s', async (text) => {
    const classifier = await shifted(shift);
    const article = await explain(classifier, text, { method: 'article', branch: 3 });
    const signed = await explain(classifier, text, { branch: 3 });
    const heat = article.windows.map(({ relevance }) => relevance);
    const cut = signed.windows.map(({ relevance }) => Math.max(0, -Math.sign(shift) * relevance));
    const scale = Math.max(...heat) / Math.max(...cut);
    heat.forEach((value, n) => {
      expect(value).toBeCloseTo(cut[n] === 0 ? 0 : scale * cut[n], 12);
    });
  });
});
