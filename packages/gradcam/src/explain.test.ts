import { describe, expect, test } from 'vitest';
import { devices } from '../../tensor/test/devices.js';
import { randomClassifier, simpleClassifier } from '../test/classifiers.js';
import { explain } from './explain.js';
import { ExplainError } from './explainError.js';
import type { Method } from './explanation.js';

describe.each(devices)('explain on $name', (device) => {
  const simple = simpleClassifier(device);
  const random = randomClassifier(device);

  test('gives the prediction, and the margin as the score', async () => {
    // Features 3 and 1, mean 2: logits -2 and 2.5.
    const explanation = await explain(simple, 'Good film');
    expect(explanation).toMatchObject({
      text: 'Good film',
      classes: ['negative', 'positive'],
      predicted: 'positive',
      explained: 'positive',
      rival: 'negative',
      method: 'gradcam',
      branch: 1,
      relu: false,
      length: 2,
      paddingShare: 0,
      warnings: [],
    });
    expect(explanation.score).toBeCloseTo(4.5, 5);
    expect(explanation.probabilities[1]).toBeCloseTo(1 / (1 + Math.exp(-4.5)), 6);
  });

  test('is JSON as it stands', async () => {
    const explanation = await explain(random, 'The good, the bad <br /> and the owl', { method: 'article', branch: 2 });
    expect(JSON.parse(JSON.stringify(explanation))).toEqual(explanation);
  });

  test('of the other class, turns the sign of every value and of the score', async () => {
    for (const branch of [1, 2, 3]) {
      const [one, other] = [
        await explain(random, 'good bad unknown film', { branch, className: 'negative' }),
        await explain(random, 'good bad unknown film', { branch, className: 'positive' }),
      ];
      expect(other.score).toBe(-one.score);
      expect(other.predicted).toBe(one.predicted);
      one.tokens.forEach(({ relevance }, n) => {
        expect(other.tokens[n].relevance).toBeCloseTo(-relevance!, 6);
      });
    }
  });

  test('relu cuts each window at zero and leaves the rest', async () => {
    const signed = await explain(random, 'good bad film dull', { branch: 2 });
    const cut = await explain(random, 'good bad film dull', { branch: 2, relu: true });
    expect(cut.relu).toBe(true);
    expect(cut.windows).toEqual(signed.windows.map((w) => ({ ...w, relevance: Math.max(0, w.relevance) })));
    expect(signed.windows.some(({ relevance }) => relevance < 0)).toBe(true);
  });

  test('with three classes, the rival is the largest other logit', async () => {
    // Logits: -feature, feature + 0.5, 0.
    const three = simpleClassifier(device, ['negative', 'positive', 'other']);
    expect(await explain(three, 'good')).toMatchObject({ explained: 'positive', rival: 'other' });
    expect(await explain(three, 'bad')).toMatchObject({ explained: 'negative', rival: 'other' });
    const other = await explain(three, 'good', { className: 'other' });
    expect(other).toMatchObject({ predicted: 'positive', explained: 'other', rival: 'positive' });
    // V of other minus V of positive is -1, times the feature 3.
    expect(other.tokens[0].relevance).toBeCloseTo(-3, 5);
    expect(other.score).toBeCloseTo(-3.5, 5);
  });

  test('weights that are not finite lead to one clear error', async () => {
    const broken = randomClassifier(device);
    broken.network.dense.weight.write(new Array(broken.network.dense.weight.size).fill(Number.POSITIVE_INFINITY));
    await expect(explain(broken, 'good')).rejects.toThrow(ExplainError);
    await expect(explain(broken, 'good')).rejects.toThrow("explain: the model's numbers are not finite");
  });

  test('frees what it made', async () => {
    const before = { ...device.memory };
    await explain(random, 'good bad film', { branch: 3 });
    await explain(random, 'good bad film', { method: 'article' });
    // What other tests forgot may be collected meanwhile: less is no leak.
    expect(device.memory.buffers).toBeLessThanOrEqual(before.buffers);
    expect(device.memory.elements).toBeLessThanOrEqual(before.elements);
  });
});

const [device] = devices;

describe('tokens of an explanation', () => {
  const classifier = randomClassifier(device, { maximumLength: 6 });

  test('a left-out token has a reason and no relevance, a seen one a relevance and no reason', async () => {
    const { tokens, length } = await explain(classifier, 'The film is<br />not good: bad bad bad bad bad');
    expect(tokens.map(({ text, leftOut }) => [text, leftOut])).toEqual([
      ['The', 'stop word'],
      ['film', null],
      ['is', 'stop word'],
      ['<br />', 'markup'],
      ['not', 'stop word'],
      ['good', null],
      [':', null],
      ['bad', null],
      ['bad', null],
      ['bad', null],
      ['bad', 'clipped'],
      ['bad', 'clipped'],
    ]);
    for (const { leftOut, relevance } of tokens) expect(relevance === null).toBe(leftOut !== null);
    expect(length).toBe(6);
  });

  test('an unknown word is marked and still has a relevance', async () => {
    const { tokens } = await explain(classifier, 'good owl');
    expect(tokens.map(({ inVocabulary }) => inVocabulary)).toEqual([true, false]);
    expect(tokens[1].relevance).not.toBeNull();
  });

  test('a window reaches from its first token to its last', async () => {
    const { windows } = await explain(classifier, 'good old film', { branch: 2 });
    expect(windows.map(({ start, end }) => [start, end])).toEqual([
      [0, 4],
      [0, 8],
      [5, 13],
      [9, 13],
    ]);
  });

  test('the name of a reserved entry in a text is an unknown word', async () => {
    const { tokens } = await explain(classifier, 'pad <pad>');
    expect(tokens.map(({ inVocabulary }) => inVocabulary)).not.toContain(true);
  });

  test.each([
    ['plain words', 'Good film, bad plot.'],
    ['emoji of several parts', 'good 👩‍👩‍👧 film 👍🏽👍🏽 bad 🇫🇷'],
    ['a right-to-left script', 'good סרט נהדר film فيلم رائع'],
    ['combining characters', 'cafe\u0301 good re\u0301sume\u0301 Z\u0351\u036b\u0343\u0300 film'],
    ['Chinese and Japanese', '很好的电影 good 映画はすばらしい'],
    ['HTML', '<p class="a">good &amp; bad</p><br><BR/>\n\tfilm'],
    ['lone surrogates and control characters', 'good \ud800 film \udc00bad \u0000 \u001b[31m plot'],
    ['white space of all kinds', ' \t\u00a0good\u2003\u2028film\ufeff '],
  ])('spans cut the very token out of the original: %s', async (_, text) => {
    for (const branch of [1, 2, 3]) {
      const { tokens, windows } = await explain(randomClassifier(device), text, { branch });
      for (const token of tokens) expect(text.slice(token.start, token.end)).toBe(token.text);
      const ends = tokens.map(({ end }) => end);
      expect(tokens.slice(1).every(({ start }, n) => start >= ends[n])).toBe(true);
      for (const { start, end } of windows) {
        expect(tokens.map((token) => token.start)).toContain(start);
        expect(ends).toContain(end);
      }
    }
  });
});

describe('a text of which the model sees nothing', () => {
  const classifier = simpleClassifier(device);

  test.each(['', ' \n\t ', 'the and of', '<br /><br />'])(
    'has the prior, no evidence and a warning: %j',
    async (text) => {
      for (const method of ['gradcam', 'article'] as const) {
        const explanation = await explain(classifier, text, { method });
        // The feature is the convolution's bias, 1: logits -1 and 1.5.
        expect(explanation.score).toBeCloseTo(2.5, 5);
        expect(explanation).toMatchObject({ length: 0, windows: [], m: null, predicted: 'positive' });
        expect(explanation.tokens.every(({ relevance }) => relevance === null)).toBe(true);
        expect(explanation.warnings).toEqual(['The model sees none of this text: the biases alone decide.']);
      }
    },
  );
});

describe('what a classifier does not have', () => {
  const classifier = randomClassifier(device);

  test('a class: the error names those there are', async () => {
    const asked = explain(classifier, 'good', { className: 'funny' });
    await expect(asked).rejects.toThrow(ExplainError);
    await expect(asked).rejects.toThrow(
      'explain: no class "funny"; this model knows "negative", "positive"; name one of them',
    );
  });

  test('a class of an empty text', async () => {
    await expect(explain(classifier, '', { className: 'funny' })).rejects.toThrow(ExplainError);
  });

  test.each([0, 4, -1, 1.5, Number.NaN])('branch %d', async (branch) => {
    const asked = explain(classifier, 'good', { branch });
    await expect(asked).rejects.toThrow(ExplainError);
    await expect(asked).rejects.toThrow(
      `explain: no branch ${branch}; this model has branches 1 to 3; name one of them, or 'all'`,
    );
  });

  test('a method, from code without types', async () => {
    for (const method of JSON.parse('["saliency", "constructor"]') as Method[]) {
      await expect(explain(classifier, 'good', { method })).rejects.toThrow(
        `explain: no method "${method}"; there are gradcam, article, gradcam++, hirescam, layercam, gradient-x-input, ` +
          'integrated-gradients, occlusion-delete, occlusion-zero, occlusion-pad, receipt; name one',
      );
    }
  });
});

describe('numbers that are not finite', () => {
  test('NaN in a word does harm where the word stands, and there alone', async () => {
    const broken = randomClassifier(device);
    const { weight } = broken.network.embedding;
    const values = await weight.read();
    values.fill(Number.NaN, 3 * broken.vocabulary.idOf('bad'), 3 * broken.vocabulary.idOf('bad') + 3);
    weight.write(values);
    expect((await explain(broken, 'good film')).tokens[0].relevance).not.toBeNaN();
    await expect(explain(broken, 'good bad')).rejects.toThrow(
      "explain: the model's numbers are not finite, NaN among them",
    );
    await expect(explain(broken, 'good bad', { method: 'article' })).rejects.toThrow(ExplainError);
  });

  test('in a bias are found though the model sees nothing of the text', async () => {
    const broken = simpleClassifier(device);
    broken.network.dense.bias.write([Number.NaN, 0]);
    await expect(explain(broken, 'the')).rejects.toThrow("explain: the model's numbers are not finite, NaN among them");
  });

  test('in the map are found though the logits are finite', async () => {
    // The weights' difference, 6e38, is no float32; times an activation of 0 it is NaN.
    const broken = simpleClassifier(device);
    broken.network.convolutions[0].bias.write([0]);
    broken.network.dense.weight.write([-3e38, 3e38]);
    await expect(explain(broken, 'film')).rejects.toThrow("explain: the model's numbers are not finite");
  });
});
