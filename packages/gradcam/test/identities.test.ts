import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CpuDevice } from '@textcam/tensor';
import { type Classifier, loadClassifier } from '@textcam/text';
import { openImdb, readFileOrExplain, shippedFile } from '@textcam/text/node';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Attribution, attributeAll, type Method } from '../src/index.js';
import { dataFolder } from './referenceNetwork.js';

const archive = join(dataFolder, 'aclImdb_v1.tar.gz');
if (!existsSync(archive)) console.warn(`identities.test.ts: skipped, there is no ${archive}.`);

/** Every so many reviews of the archive: of both labels and both parts. */
const every = 240;

const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
const sizes = (values: readonly number[]) => values.map(Math.abs);
const largest = (values: readonly number[]) => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

// What METHODS of a network without activations must be by arithmetic alone; in float32, as it is used.
describe.runIf(existsSync(archive))('the shipped model on real reviews', { timeout: 120_000 }, () => {
  let classifier: Classifier;
  let texts: Int32Array[];
  let bias: ArrayLike<number>;

  beforeAll(async () => {
    const path = shippedFile('models/article.safetensors');
    classifier = loadClassifier(await readFileOrExplain(path, 'model'), path, new CpuDevice());
    bias = await classifier.network.dense.bias.read();
    texts = [];
    let n = 0;
    for await (const { text } of (await openImdb(archive)).read()) {
      if (n++ % every === 0) texts.push(classifier.encode(text).ids);
    }
  }, 120_000);

  const asked = new Map<string, Promise<Attribution[]>>();
  /** What a method says of the margin of each text: map methods on all branches, but for the article's. */
  function by(method: Method): Promise<Attribution[]> {
    const options = { method, branch: method === 'article' ? 1 : ('all' as const) };
    const answer = asked.get(method) ?? attributeAll(classifier, texts, options);
    asked.set(method, answer);
    return answer;
  }

  /** The largest difference of values, relative to the largest value. */
  function gapOf(values: readonly number[], others: readonly number[]): number {
    return largest(values.map((value, t) => value - others[t])) / largest(others);
  }

  test('there are enough of them, of both verdicts', async () => {
    const predicted = (await by('gradcam')).map(({ target }) => target.explained);
    expect(texts.length).toBeGreaterThanOrEqual(200);
    for (const label of [0, 1]) expect(predicted.filter((is) => is === label).length).toBeGreaterThan(50);
  });

  test('a receipt adds up to the margin, within 1e-4 of the sum of its terms without their signs', async () => {
    for (const { receipt, score, values } of await by('receipt')) {
      const { bias: prior, byBranch, residual, branches, padding } = receipt!;
      const terms = Math.abs(prior) + total(sizes(byBranch.flat()));
      expect(Math.abs(residual) / terms).toBeLessThan(1e-4);
      expect(prior + total(branches) + padding + residual).toBeCloseTo(score, 10);
      expect(Math.abs(prior + total(values) - score) / terms).toBeLessThan(1e-4);
      expect(padding).toBe(0);
    }
  });

  test('gradient × input = integrated gradients = occlusion by zero = what the receipt says of a word', async () => {
    const products = await by('gradient-x-input');
    for (const method of ['integrated-gradients', 'occlusion-zero', 'receipt'] as const) {
      for (const [n, { values }] of (await by(method)).entries()) {
        expect(gapOf(values, products[n].values), method).toBeLessThan(1e-4);
      }
    }
    for (const { delta, values } of await by('integrated-gradients')) {
      expect(Math.abs(delta!) / total(sizes(values))).toBeLessThan(1e-4);
    }
  });

  test('HiResCAM = Grad-CAM, on every branch', async () => {
    const signed = await by('gradcam');
    for (const [n, { maps }] of (await by('hirescam')).entries()) {
      for (const { branch, values } of maps) {
        expect(gapOf(values, signed[n].maps[branch - 1].values)).toBeLessThan(1e-5);
      }
    }
  });

  test('the signed maps of all branches and the dense biases sum to the margin', async () => {
    for (const { maps, target, score } of await by('gradcam')) {
      const parts = maps.flatMap(({ values }) => values);
      const prior = bias[target.explained] - bias[target.rival!];
      expect(Math.abs(total(parts) + prior - score) / total(sizes(parts))).toBeLessThan(1e-5);
    }
  });

  test("the article's heat is ReLU(-m (1 - s) T · signed Grad-CAM), and warns where m > 0", async () => {
    const signed = await by('gradcam');
    for (const [n, { values, m, score, warnings, length }] of (await by('article')).entries()) {
      // 1 - s of two classes, without the loss of digits.
      const factor = (-m! * length) / (1 + Math.exp(score));
      const [map] = signed[n].maps;
      const expected = map.values.map((value) => Math.max(0, factor * value));
      const scale = Math.abs(factor) * largest(map.values);
      expect(largest(values.map((value, t) => value - expected[t])) / scale).toBeLessThan(1e-3);
      expect(warnings.length).toBe(m! > 0 ? 1 : 0);
    }
  });
});
