import { describe, expect, test } from 'vitest';
import { devices } from '../../../tensor/test/devices.js';
import { simpleClassifier } from '../../test/classifiers.js';
import { attribute } from '../attribute.js';
import type { Method } from '../explanation.js';

// Vectors: good 1, bad -3, film 0. Feature 2 · vector + 1, margin of positive 2 · mean feature + 0.5.
describe.each(devices)('every method by hand on $name', (device) => {
  const classifier = simpleClassifier(device);
  const close = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 5));

  test.each<[Method, string, number[]]>([
    // Features 3 and 1, each with a gradient of 2 / 2.
    ['gradcam', 'good film', [3, 1]],
    ['hirescam', 'good film', [3, 1]],
    ['layercam', 'good film', [3, 1]],
    // The features' sum is 4: a gradient of 1 counts 1 / (2 + 4), twice.
    ['gradcam++', 'good film', [3 / 3, 1 / 3]],
    // A word's gradient is 2 · 2 / 2.
    ['gradient-x-input', 'good film', [2, 0]],
    ['integrated-gradients', 'good film', [2, 0]],
    ['occlusion-zero', 'good film', [2, 0]],
    ['receipt', 'good film', [2, 0]],
    // Padding and unknown words have a vector of 0 here.
    ['occlusion-pad', 'good film', [2, 0]],
    // The margin is 4.5, of film alone 2.5, of good alone 6.5: without the neutral word the mean is sharper.
    ['occlusion-delete', 'good film', [2, -2]],
    // Of one word, what is left is the biases alone: 2.5.
    ['occlusion-delete', 'good', [4]],
    ['occlusion-zero', 'good bad', [2, -6]],
  ])('%s of %s', async (method, text, values) => {
    expect((await attribute(classifier, text, { method, target: { margin: 'positive' } })).values).toEqual(
      close(values),
    );
  });

  test('the article’s method: the mean weight gradient of the loss, cut off', async () => {
    // Margin of positive 2.5 - 4 · 3 / 1 = -9.5 for bad alone. m = -3, s = 1 of negative but for e^-9.5; of positive it is e^-9.5.
    const { values, m } = await attribute(classifier, 'bad', { method: 'article', target: { margin: 'positive' } });
    // a = (1 - s) · m · (V[negative] - V[positive]) = 1 · -3 · -2 = 6, the feature -5.
    expect(values).toEqual([0]);
    expect(m).toBeCloseTo(-3, 5);
    const negative = await attribute(classifier, 'bad film film', {
      method: 'article',
      target: { margin: 'negative' },
    });
    // The mean feature is -1: the margin of negative is 1.5, so 1 - s = 1 / (1 + e^1.5); m is -1; a = (1 - s) · -1 · 2.
    expect(negative.values).toEqual(close([10 / (1 + Math.exp(1.5)), 0, 0]));
  });

  test('a receipt: what the biases say, each word in each branch, padding, and no residual', async () => {
    const { receipt, values, paddingShare } = await attribute(
      classifier,
      { ids: Int32Array.from(classifier.encode('good bad bad').ids), length: 2 },
      { method: 'receipt', target: { margin: 'positive' } },
    );
    // A word's vector counts 4 / 3: 4 / 3, -4 and, as padding, -4.
    expect(values).toEqual(close([4 / 3, -4, -4]));
    expect(receipt).toEqual({
      bias: expect.closeTo(2.5, 5),
      branches: close([4 / 3 - 4]),
      padding: expect.closeTo(-4, 5),
      residual: expect.closeTo(0, 5),
      byBranch: [close([4 / 3, -4, -4])],
    });
    expect(paddingShare).toBeCloseTo(4 / (4 / 3 + 8), 5);
  });
});
