import { CpuDevice, type Device } from '@textcam/tensor';
import type { Classifier } from '@textcam/text';
import { describe, expect, test } from 'vitest';
import { devices } from '../../../tensor/test/devices.js';
import { randomClassifier, simpleClassifier } from '../../test/classifiers.js';
import { attribute } from '../attribute.js';
import { explain } from '../explain.js';
import type { Explanation } from '../explanation.js';

const texts = ['good', 'bad film', 'good, bad unknown film', 'dull plot dull actor great wolf'];
const exact: Device = new CpuDevice({ precision: 'float64' });

const relevances = ({ tokens }: Explanation) => tokens.flatMap(({ relevance }) => relevance ?? []);
const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

describe.each(devices)('Grad-CAM of the margin on $name', (device) => {
  const classifier = simpleClassifier(device);

  test('is the difference of the dense weights over T, times the activation', async () => {
    // ΔV = 2, T = 3: activations 3, 1 and -5.
    const explanation = await explain(classifier, 'good film bad', { className: 'positive' });
    expect(relevances(explanation)).toEqual([
      expect.closeTo(2, 5),
      expect.closeTo(2 / 3, 5),
      expect.closeTo(-10 / 3, 5),
    ]);
  });

  test('depends on the length of the text alone, not on the other words', async () => {
    const [first] = relevances(await explain(classifier, 'good film bad', { className: 'positive' }));
    const [same] = relevances(await explain(classifier, 'good bad bad', { className: 'positive' }));
    const [alone] = relevances(await explain(classifier, 'good', { className: 'positive' }));
    expect(same).toBe(first);
    expect(alone).toBeCloseTo(3 * first, 5);
  });

  test.each(texts)('the maps of the three branches and the dense biases sum to the margin: %s', async (text) => {
    const random = randomClassifier(device);
    expect(await sumOfParts(random, text)).toBeCloseTo((await explain(random, text)).score, 5);
  });
});

describe('what must hold exactly, in float64', () => {
  test.each(texts)('the maps of the three branches and the dense biases sum to the margin: %s', async (text) => {
    const classifier = randomClassifier(exact);
    expect(await sumOfParts(classifier, text)).toBeCloseTo((await explain(classifier, text)).score, 12);
  });

  test.each(texts)('tokens hold what windows hold, on every branch: %s', async (text) => {
    for (const branch of [1, 2, 3, 'all'] as const) {
      const explanation = await explain(randomClassifier(exact), text, { branch });
      expect(total(relevances(explanation))).toBeCloseTo(total(explanation.windows.map((w) => w.relevance)), 12);
    }
  });

  test('with a filter of width 1 alone, the map is gradient × input and the bias, the same for each token', async () => {
    const classifier = randomClassifier(exact, { branches: [{ filters: 4, kernelSize: 1, padding: 0 }] });
    const text = 'good bad film dull';
    const { values: products } = await attribute(classifier, text, {
      method: 'gradient-x-input',
      target: { margin: 'positive' },
    });
    const gaps = relevances(await explain(classifier, text, { className: 'positive' })).map((r, n) => r - products[n]);
    // ΔV · bias / T, by the network's own numbers.
    const [bias, weight] = [
      await classifier.network.convolutions[0].bias.read(),
      await classifier.network.dense.weight.read(),
    ];
    const share = total([...bias].map((b, k) => ((weight[4 + k] - weight[k]) * b) / 4));
    for (const gap of gaps) expect(gap).toBeCloseTo(share, 12);
    expect(Math.abs(share)).toBeGreaterThan(1e-3);
  });
});

/** Σ of the signed maps of all branches, and the difference of the dense biases. */
async function sumOfParts(classifier: Classifier, text: string): Promise<number> {
  const { explained, rival, windows } = await explain(classifier, text, { branch: 'all' });
  const bias = await classifier.network.dense.bias.read();
  const biasOf = (label: string | null) => bias[classifier.labels.indexOf(label ?? '')];
  return total(windows.map(({ relevance }) => relevance)) + biasOf(explained) - biasOf(rival);
}
