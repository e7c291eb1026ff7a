import { CpuDevice } from '@textcam/tensor';
import { describe, expect, test } from 'vitest';
import { randomClassifier, simpleClassifier } from '../test/classifiers.js';
import { explain } from './explain.js';
import { ExplainError } from './explainError.js';
import { methods } from './explanation.js';
import { explainReversal, investigate } from './investigate.js';

const device = new CpuDevice();

describe('an investigation', () => {
  const classifier = randomClassifier(device);
  const text = 'The good, the bad film and the dull plot';

  test('holds the explanation asked for, and every method for every class besides, each once', async () => {
    const asked = { method: 'layercam', branch: 'all', className: 'negative' } as const;
    const { explanation, others } = await investigate(classifier, text, asked);
    expect(explanation).toEqual(await explain(classifier, text, asked));
    const views = [explanation, ...others].map(({ method, branch, explained }) => `${method} ${branch} ${explained}`);
    expect(new Set(views).size).toBe(views.length);
    // Grad-CAM on the first branch, as in the article, and on all.
    expect(views).toHaveLength(2 * (methods.length + 1));
  });

  test('a view cut off at zero stands beside its signed one', async () => {
    const { others } = await investigate(classifier, text, { relu: true });
    expect(others.some(({ method, branch, relu }) => method === 'gradcam' && branch === 1 && !relu)).toBe(true);
  });

  test('is JSON as it stands, of an empty text too', async () => {
    for (const some of [text, '']) {
      const investigation = await investigate(classifier, some);
      expect(JSON.parse(JSON.stringify(investigation))).toEqual(investigation);
    }
  });

  test('frees what it made', async () => {
    const before = { ...device.memory };
    await investigate(classifier, text);
    // What other tests forgot may be collected meanwhile: less is no leak.
    expect(device.memory.buffers).toBeLessThanOrEqual(before.buffers);
    expect(device.memory.elements).toBeLessThanOrEqual(before.elements);
  });

  test('refuses a class that is none', async () => {
    await expect(investigate(classifier, text, { className: 'funny' })).rejects.toThrow(ExplainError);
  });
});

test('what would change its mind names tokens of the text, left-out ones counted', async () => {
  // A bad counts -5, zeros 1, and positive begins above -1/4: (1 + 1) / 2 is, (-5 + 1) / 2 is not.
  const reversal = await explainReversal(simpleClassifier(device), 'the film is bad');
  expect(reversal).toMatchObject({ removal: 'zero', tokens: [3], smallest: true, predicted: 'positive' });
});
