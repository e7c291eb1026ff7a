import { CpuDevice } from '@textcam/tensor';
import { type Classifier, tokenizeHere } from '@textcam/text';
import { describe, expect, test } from 'vitest';
import { randomClassifier, simpleClassifier } from '../test/classifiers.js';
import { type ExplainOptions, explain } from './explain.js';
import { explainAll } from './explainAll.js';
import { ExplainError } from './explainError.js';
import { type Explanation, methods } from './explanation.js';

const texts = [
  'A good film with a bad plot<br />and the great wolf',
  '',
  'dull',
  'the of',
  'wolf wolf unheard-of good actor, bad film! '.repeat(20),
  'great actor',
];

async function* asStream(): AsyncGenerator<string> {
  yield* texts;
}

async function explainedAll(classifier: Classifier, options: ExplainOptions = {}): Promise<Explanation[]> {
  const all = [];
  for await (const lot of explainAll(classifier, asStream(), { tokenizing: tokenizeHere, ...options }))
    all.push(...lot);
  return all;
}

/** With its numbers left to closeness: the rest must be equal. */
const rounded = (explanation: Explanation): unknown =>
  JSON.parse(JSON.stringify(explanation), (_, value) =>
    typeof value === 'number' ? Number(value.toFixed(5)) + 0 : value,
  );

describe('explaining many texts', () => {
  const device = new CpuDevice();
  const three = randomClassifier(device, { labels: ['bad', 'so-so', 'good'] });

  test.each<[string, ExplainOptions]>([
    ['as it is', {}],
    ['on the second branch', { branch: 2 }],
    ['on the third', { branch: 3 }],
    ['for a class that is not predicted', { className: 'so-so' }],
    ['cut off at zero', { relu: true, branch: 3 }],
    ['on all branches', { branch: 'all' }],
    ['on all branches, cut off at zero', { branch: 'all', relu: true }],
    ['of the logit alone', { target: 'logit' }],
    ['of the logit alone of a class that is not predicted', { target: 'logit', className: 'so-so', branch: 'all' }],
    ["by the article's method", { method: 'article', branch: 2 }],
    ...methods.map((method): [string, ExplainOptions] => [`by ${method}`, { method }]),
  ])('says of each what explaining it alone says, %s', async (_, options) => {
    const alone = await Promise.all(texts.map((text) => explain(three, text, options)));
    expect((await explainedAll(three, options)).map(rounded)).toEqual(alone.map(rounded));
  });

  const phrases = randomClassifier(device, {
    ngrams: ['good film', 'film bad', 'film bad plot', 'wolf wolf', 'good actor'],
  });

  test.each<[string, ExplainOptions]>([
    ['as it is', {}],
    ['on all branches, cut off at zero', { branch: 'all', relu: true }],
    ['by receipt', { method: 'receipt' }],
    ['by occlusion', { method: 'occlusion-delete' }],
  ])('says with n-grams too what explaining it alone says, %s', async (_, options) => {
    const alone = await Promise.all(texts.map((text) => explain(phrases, text, options)));
    const all = await explainedAll(phrases, options);
    expect(all.map(rounded)).toEqual(alone.map(rounded));
    if (options.method !== 'occlusion-delete') expect(all[4].ngrams.length).toBeGreaterThan(20);
  });

  test("a good speaks for the class by 6, a bad against it by 10, each by its share of the text's two words", async () => {
    const one = simpleClassifier(device);
    async function* stream() {
      yield 'good bad';
    }
    const lot = await explainAll(one, stream(), { tokenizing: tokenizeHere }).next();
    const [{ score, tokens }]: Explanation[] = lot.value;
    // Features 3 and -5, mean -1: the logits are 1 and -0.5, so negative is predicted, by 1.5.
    expect(score).toBeCloseTo(1.5);
    expect(tokens.map(({ relevance }) => relevance)).toEqual([-3, 5]);
  });

  test('an option that the classifier does not know is refused before a text is read', async () => {
    let asked = 0;
    async function* stream() {
      asked++;
      yield 'good';
    }
    const explaining = (options: ExplainOptions) =>
      explainAll(three, stream(), { tokenizing: tokenizeHere, ...options }).next();
    await expect(explaining({ branch: 4 })).rejects.toThrow(ExplainError);
    await expect(explaining({ className: 'superb' })).rejects.toThrow('no class "superb"');
    expect(asked).toBe(0);
  });
});
