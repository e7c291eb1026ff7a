import { CpuDevice } from '@textcam/tensor';
import type { Classifier } from '@textcam/text';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  attribute,
  type Explanation,
  explain,
  explainReversal,
  findReversal,
  investigate,
  type Method,
  methods,
  type removals,
} from '../src/index.js';
import { encodedText } from '../src/inputText.js';
import { without } from '../src/removal.js';
import { audited } from './audited.js';
import { phraseClassifier, randomClassifier, words } from './classifiers.js';

const device = new CpuDevice({ precision: 'float64' });

/** Each to nine digits, and 0 without a sign. */
const rounded = (values: readonly (number | null)[]) => values.map((value) => Number((value ?? 0).toFixed(9)) + 0);
const relevances = ({ tokens }: Explanation) => rounded(tokens.flatMap(({ relevance }) => relevance ?? []));

describe('by hand: of "dull good film", six ids, good adds 2, dull good -4, good film 8, all three -18, the biases 2.5', () => {
  const classifier = phraseClassifier(device);
  const by = (method: Method, text = 'dull good film', relu = false) =>
    explain(classifier, text, { method, className: 'positive', relu });

  test('a word has its own value and its shares: the sum is the margin', async () => {
    const { score, receipt, tokens, ...rest } = await by('receipt');
    // Dull: half of -4, a third of -18. Good: 2, half of -4 and of 8, a third of -18. Film: half of 8, a third of -18.
    expect(relevances({ tokens, ...rest } as Explanation)).toEqual([-8, -2, -2]);
    expect(tokens.map(({ byBranch }) => rounded(byBranch!))).toEqual([[-8], [-2], [-2]]);
    expect(rounded([score, receipt!.bias, receipt!.branches[0], receipt!.padding])).toEqual([-9.5, 2.5, -12, 0]);
    expect(receipt!.residual).toBeCloseTo(0, 9);
    expect(rest.length).toBe(3);
  });

  test('n-grams are told with their own values, by the tokens from their first word to their last', async () => {
    const { ngrams } = await by('gradient-x-input', 'dull, the good film');
    expect(ngrams.map(({ tokens }) => tokens)).toEqual([[3, 4]]);
    const { ngrams: all } = await by('receipt');
    expect(all.map(({ tokens, relevance }) => [...tokens, ...rounded([relevance])])).toEqual([
      [0, 1, -4],
      [0, 2, -18],
      [1, 2, 8],
    ]);
  });

  test('a word’s evidence is cut off as a whole', async () => {
    expect(relevances(await by('receipt', 'dull good film', true))).toEqual([0, 0, 0]);
    // Good 3, dull good -2 · 4: 4 (3 - 3) / 3 and 4 (-3) / 3.
    expect(relevances(await by('receipt', 'dull good', true))).toEqual([0, 0]);
    expect(relevances(await by('receipt', 'good film', true))).toEqual([12, 8]);
  });

  test('left out with a vector of zeros, a word takes its n-grams along; an unknown word in its place adds 1', async () => {
    // Without dull good 2 and good film 8 are left, without good nothing, without film 2 - 4.
    expect(relevances(await by('occlusion-zero'))).toEqual([-12 - 10, -12, -12 + 2]);
    expect(relevances(await by('occlusion-pad'))).toEqual([-12 - 11, -12 - 1, -12 + 1]);
    expect((await by('occlusion-zero')).ngrams).toEqual([]);
  });

  test('deleted, it lets the others meet in an n-gram of theirs', async () => {
    // Good film: 4 (3 + 12) / 3. Dull film: 4 · -3 / 3. Dull good: 4 (3 - 6) / 3.
    expect(relevances(await by('occlusion-delete'))).toEqual([-12 - 20, -12 + 4, -12 + 4]);
  });

  test('windows of n-grams lie on the text from their first word to their last', async () => {
    const text = 'Dull good the film';
    const { windows } = await explain(classifier, text);
    expect(windows.map(({ start, end }) => text.slice(start, end))).toEqual([
      'Dull',
      'good',
      'film',
      'Dull good',
      'Dull good the film',
      'good the film',
    ]);
  });

  test('ids are words of their own where they are given as such', async () => {
    const { ids } = classifier.encode('dull good film');
    const { values, ngrams } = await attribute(classifier.network, ids, { method: 'receipt', target: { margin: 1 } });
    expect([rounded(values), ngrams]).toEqual([[0, 2, 0, -4, -18, 8], []]);
  });

  test('one word turns the prediction: that is proven', async () => {
    expect(await explainReversal(classifier, 'dull good film')).toMatchObject({ tokens: [0], smallest: true });
  });

  test('where every word alone takes the same, the smallest set is one of each of two n-grams, not both of one', async () => {
    // Twelve ids of which four are -3, by the third part, and 2.5: -1.5.
    const { tokens, smallest, ...rest } = await explainReversal(classifier, Array(4).fill('dull film').join(' '));
    expect([smallest, rest.predicted]).toEqual([true, 'positive']);
    expect(new Set(tokens!.map((token) => Math.floor(token / 2))).size).toBe(2);
    expect(tokens).toHaveLength(2);
  });

  test('curves take n-grams away with words, and bring them when all words are there', async () => {
    const options = { method: 'occlusion-zero', className: 'positive' } as const;
    const { curves } = await investigate(classifier, 'dull good film', options);
    const chance = (margin: number) => 1 / (1 + Math.exp(-margin));
    // Film goes first, good next, dull last.
    expect(curves.deletion.scores).toEqual([-9.5, 0.5, 2.5, 2.5].map((margin) => expect.closeTo(chance(margin), 9)));
    expect(curves.insertion.scores).toEqual([2.5, 2.5, 12.5, -9.5].map((margin) => expect.closeTo(chance(margin), 9)));
  });
});

const runs = ['good film', 'dull film', 'good bad', 'good bad film', 'film film', 'great dull plot', 'plot wolf'];
const texts = [
  'good bad film dull film',
  'great dull plot wolf good film',
  'film film film good bad',
  'plot wolf plot wolf bad',
  'actor wolf dull',
  'wolf bad plot wolf good film good bad',
  'good bad film great dull plot wolf',
];

describe('with filters of width 1, 2 and 3', () => {
  const classifier = randomClassifier(device, { ngrams: runs });
  const three = randomClassifier(device, { ngrams: runs, labels: ['bad', 'so-so', 'good'], dimensions: 2 });
  beforeAll(async () => {
    for (const { network } of [classifier, three]) {
      const { weight } = network.embedding;
      weight.write((await weight.read()).map((value) => 30 * value));
    }
  });

  test('bias, words and residual are the margin, whatever the n-grams', async () => {
    const word = fc.constantFrom(...words);
    const ngram = fc.array(word, { minLength: 2, maxLength: 3 }).map((some) => some.join(' '));
    const model = fc.uniqueArray(ngram, { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(model, fc.array(word, { minLength: 1, maxLength: 12 }), async (ngrams, text) => {
        const some = randomClassifier(device, { ngrams });
        const { score, receipt, tokens } = await explain(some, text.join(' '), { method: 'receipt' });
        const sum = tokens.reduce((total, { relevance }) => total + (relevance ?? 0), receipt!.bias);
        expect(sum).toBeCloseTo(score, 9);
        expect(receipt!.branches.reduce((total, value) => total + value, 0)).toBeCloseTo(sum - receipt!.bias, 9);
        const byBranch = tokens.map((token) => token.byBranch!.reduce((total, value) => total + value, 0));
        byBranch.forEach((value, n) => {
          expect(value).toBeCloseTo(tokens[n].relevance!, 9);
        });
        some.dispose();
      }),
      { numRuns: 40 },
    );
  });

  test('windows lie on words, never between words and n-grams', async () => {
    const [text] = texts;
    const { windows } = await explain(classifier, text, { branch: 3 });
    expect(windows.map(({ start, end }) => text.slice(start, end))).toEqual([
      ...['good bad', 'good bad film', 'bad film dull', 'film dull film', 'dull film', 'film'],
      // The gap, then good bad, good bad film and dull film.
      ...['good bad', 'good bad film', 'good bad film dull film', 'good bad film dull film'],
    ]);
  });

  test.each(methods.filter((method) => !method.startsWith('occlusion')))(
    'by %s, the shares of n-grams are in the words’ values',
    async (method) => {
      const [text] = texts;
      const { tokens, ngrams } = await explain(classifier, text, { method });
      expect(
        ngrams.map(({ tokens: [first, last] }) =>
          text
            .split(' ')
            .slice(first, last + 1)
            .join(' '),
        ),
      ).toEqual(['good bad', 'good bad film', 'dull film']);
      const encoded = classifier.encode(text);
      const ids = await attribute(classifier.network, encoded.ids, { method });
      const own = [...tokens.keys()].map((n) => ids.values[n]);
      // Plain ids know of no gap, so that by windows of several ids it would have a share; in branch 1 there are none.
      ngrams.forEach(({ tokens: [first, last] }, n) => {
        const value = ids.values[encoded.ids.length - ngrams.length + n];
        for (let word = first; word <= last; word++) own[word] += value / (last - first + 1);
      });
      expect(rounded(tokens.map(({ relevance }) => relevance))).toEqual(rounded(own));
    },
  );

  test.each([
    ['two classes', classifier],
    ['three classes', three],
  ])('by zeros, the smallest set that turns is found, as trying all of them shows: %s', async (_, model) => {
    let several = 0;
    for (const text of texts) {
      const input = encodedText(model, model.encode(text).ids);
      const { places, proven } = await findReversal(model.network, input, 'zero');
      expect(proven).toBe(true);
      const size = await smallestByTrying(model, text, 'zero');
      expect(places?.length ?? null).toBe(size);
      if (places === null) continue;
      if (places.length > 1) several++;
      const left = await predictedOf(model, without(input, places, 'zero').ids);
      expect(left).not.toBe(await predictedOf(model, input.ids));
    }
    expect(several).toBeGreaterThan(0);
  });

  test.each(['delete', 'pad'] as const)('by %s, nothing is proven but one word', async (removal) => {
    for (const text of texts) {
      const { tokens, smallest } = await explainReversal(classifier, text, removal);
      expect(smallest).toBe(tokens?.length === 1);
      if (tokens) expect(tokens.length).toBeGreaterThanOrEqual((await smallestByTrying(classifier, text, removal))!);
    }
  });

  test('a network that does not say it is affine proves nothing either', async () => {
    const { embedding, branches } = classifier.network;
    const model = { embedding, branches, forward: classifier.network.forward.bind(classifier.network) };
    const input = encodedText(classifier, classifier.encode(texts[0]).ids);
    const { places, proven } = await findReversal(model, input, 'zero');
    expect(proven).toBe(places?.length === 1);
  });

  test('in an audit every identity holds but the one that n-grams break, which is not applicable', async () => {
    const { selfTests } = await audited(classifier, texts, { randomOrders: 2, explainedAgain: 2 });
    const passed = selfTests.filter(({ outcome }) => outcome === 'passed').map(({ name }) => name);
    const other = selfTests.filter(({ outcome }) => outcome !== 'passed');
    expect(other).toMatchObject([
      {
        name: 'gradient × input = occlusion by zero',
        outcome: 'not applicable',
        reason: expect.stringMatching('n-grams'),
      },
    ]);
    expect(passed).toHaveLength(8);
  });
});

async function predictedOf({ network }: Classifier, ids: Int32Array): Promise<number> {
  const { logits } = await attribute(network, ids);
  return logits.indexOf(Math.max(...logits));
}

/** The size of the smallest set of words whose removal turns the prediction, of all there are; null when none does. */
async function smallestByTrying(
  classifier: Classifier,
  text: string,
  removal: (typeof removals)[number],
): Promise<number | null> {
  const input = encodedText(classifier, classifier.encode(text).ids);
  const before = await predictedOf(classifier, input.ids);
  const count = input.units!.words;
  const sizes: number[] = [];
  for (let bits = 1; bits < 2 ** count; bits++) {
    const places = Array.from({ length: count }, (_, n) => n).filter((n) => bits & (1 << n));
    if ((await predictedOf(classifier, without(input, places, removal).ids)) !== before) sizes.push(places.length);
  }
  return sizes.length > 0 ? Math.min(...sizes) : null;
}
