import { CpuDevice } from '@textcam/tensor';
import { describe, expect, test } from 'vitest';
import { type AttributeInput, attribute, ExplainError, explain, methods } from '../src/index.js';
import { randomClassifier } from './classifiers.js';
import { hostileTexts } from './explanations.js';
import { randomTextCnn } from './networks.js';

const device = new CpuDevice();
/** What a caller without types may pass. */
const untyped = (value: unknown) => value as never;
const classifier = randomClassifier(device);

describe.each(methods)('%s', (method) => {
  test.each([
    ['empty', ''],
    ['white space', ' \n\u00a0\t'],
    ['only stop words', 'The of and not'],
    ['only markup', '<br /><br/>'],
  ])('a text that is %s has no evidence, the biases’ score, and a warning', async (_, text) => {
    const { score, tokens, windows, warnings, length, receipt, delta } = await explain(classifier, text, { method });
    expect([length, windows]).toEqual([0, []]);
    expect(tokens.map(({ relevance }) => relevance)).toEqual(tokens.map(() => null));
    expect(warnings).toEqual(['The model sees none of this text: the biases alone decide.']);
    expect(score).toBe((await explain(classifier, '')).score);
    expect(delta).toBe(method === 'integrated-gradients' ? 0 : null);
    expect(receipt).toEqual(
      method === 'receipt' ? { bias: score, branches: [0, 0, 0], padding: 0, residual: 0 } : null,
    );
  });

  test('unknown words are marked, share one vector, and have a relevance', async () => {
    const { tokens, length } = await explain(classifier, 'owl owl xyzzy', { method });
    expect(length).toBe(3);
    expect(tokens.map(({ inVocabulary }) => inVocabulary)).toEqual([false, false, false]);
    for (const { relevance } of tokens) expect(relevance).not.toBeNull();
    const other = await explain(classifier, 'wombat quux plugh', { method });
    expect(other.tokens.map(({ relevance }) => relevance)).toEqual(tokens.map(({ relevance }) => relevance));
  });

  test.each([
    ['right-to-left', 'good סרט \u202eסרט\u202c רע film'],
    ['combining', 'good cafe\u0301 Z\u0351\u036b\u0343\u0300\u0301 film'],
    ['emoji', 'good 👩‍👩‍👧‍👦 👍🏽 bad 🇫🇷 ❤️'],
    ['a token of 10,000 characters', `good ${'a'.repeat(10_000)} film`],
    ...hostileTexts.map((text) => [JSON.stringify(text), `good ${text} film`]),
  ])('%s: explained on the very text, in finite numbers', async (_, text) => {
    const explanation = await explain(classifier, text, { method });
    expect(explanation.text).toBe(text);
    expect(explanation.spans.map(({ start, end }) => text.slice(start, end)).join('')).toBe(text);
    expect(explanation.tokens[0]).toMatchObject({ text: 'good', leftOut: null });
    // Anything but a finite number is no JSON.
    expect(JSON.parse(JSON.stringify(explanation))).toEqual(explanation);
  });
});

// By one method on the branches and one on the whole network: to take 10,000 signs for tokens is the work, and the same for all.
test.each(['gradcam', 'receipt'] as const)('10,000 signs by %s', async (method) => {
  const text = `good ${'!'.repeat(10_000)} film`;
  const { tokens, spans, length } = await explain(classifier, text, { method });
  expect(length).toBe(500);
  expect(spans.map(({ start, end }) => text.slice(start, end)).join('')).toBe(text);
  expect(tokens.filter(({ leftOut }) => leftOut === null).every(({ relevance }) => Number.isFinite(relevance))).toBe(
    true,
  );
});

describe('weights that are not finite', () => {
  const parameters = Object.keys(randomTextCnn(device).parameters());
  const values = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];

  describe.each(methods)('%s', (method) => {
    test.each(parameters)('in %s: one clear error', async (name) => {
      for (const value of values) {
        const network = randomTextCnn(device);
        const parameter = network.parameters()[name];
        const broken = await parameter.read();
        // Its last element: of the table, the vector of word 9; of filters, the last tap of the last one.
        broken[broken.length - 1] = value;
        parameter.write(broken);
        const asked = attribute(network, [9, 3, 9], { method });
        await expect(asked).rejects.toThrow(ExplainError);
        await expect(asked).rejects.toThrow(
          /^explain: the model's numbers are not finite, (NaN|-?Infinity) among them/,
        );
      }
    });
  });

  test('the padding entry’s vector harms only what reads it', async () => {
    const network = randomTextCnn(device);
    const table = await network.embedding.weight.read();
    table[0] = Number.NaN;
    network.embedding.weight.write(table);
    for (const method of methods) {
      const asked = attribute(network, [9, 3], { method });
      if (method === 'occlusion-pad') await expect(asked).rejects.toThrow(ExplainError);
      else expect((await asked).values.every(Number.isFinite)).toBe(true);
      await expect(attribute(network, { ids: [9, 3, 0], length: 2 }, { method })).rejects.toThrow(ExplainError);
    }
  });

  test('a bias that only the words keep finite is told, though every word’s value is finite', async () => {
    // 2 · (2e38 + (-1.9e38 - 1.9e38) / 2) is finite in float32, 2 · 2e38 is not.
    const network = randomTextCnn(device, { branches: [{ filters: 1, kernelSize: 1, padding: 0 }] });
    network.embedding.weight.write(Array.from({ length: 30 }, (_, n) => (n % 3 === 0 ? -1.9e38 : 0)));
    network.convolutions[0].weight.write([1, 0, 0]);
    network.convolutions[0].bias.write([2e38]);
    network.dense.weight.write([2, 0]);
    for (const method of ['receipt', 'integrated-gradients'] as const) {
      const asked = attribute(network, [1, 2], { method, target: 0 });
      await expect(asked).rejects.toThrow("explain: the model's numbers are not finite");
    }
    expect((await attribute(network, [1, 2], { method: 'gradient-x-input', target: 0 })).values).toHaveLength(2);
  });
});

describe('what there is not', () => {
  const network = randomTextCnn(device, { classes: 3 });
  const expectError = async (asked: Promise<unknown>, message: string) => {
    await expect(asked).rejects.toThrow(ExplainError);
    await expect(asked).rejects.toThrow(message);
  };

  test.each(methods)('a class, by number and by name, for %s', async (method) => {
    for (const number of [-1, 3, 0.5, Number.NaN]) {
      const message = `explain: no class ${number}; this model knows the classes 0 to 2; name one of them`;
      await expectError(attribute(network, [1], { method, target: number }), message);
      await expectError(attribute(network, [1], { method, target: { margin: number } }), message);
      // Of a text that the model sees none of, too.
      await expectError(attribute(network, [], { method, target: number }), message);
    }
    const message = 'explain: no class "constructor"; this model knows "negative", "positive"; name one of them';
    await expectError(attribute(classifier, 'good', { method, target: 'constructor' }), message);
    await expectError(attribute(classifier, 'good', { method, target: { margin: 'constructor' } }), message);
    await expectError(explain(classifier, 'good', { method, className: 'constructor' }), message);
    await expectError(
      attribute(network, [1], { method, target: 'good' }),
      'no class "good"; this model knows the classes 0 to 2',
    );
  });

  test.each<[string, AttributeInput, string]>([
    [
      'an id after the last row',
      [1, 10],
      'attribute: id 10; must be a row of the embedding, 0 to 9, or -1 for no word',
    ],
    ['an id below -1', [-2], 'attribute: id -2; '],
    ['no id where one should be', untyped([1, undefined]), 'attribute: id undefined; '],
    ['half an id', [1.5], 'attribute: id 1.5; '],
    ['NaN', new Float32Array([Number.NaN]), 'attribute: id NaN; '],
    [
      'a length above the number of ids',
      { ids: [1, 2], length: 3 },
      'attribute: a length of 3 for 2 ids; must be 0 to 2',
    ],
    ['a length below 0', { ids: [1, 2], length: -1 }, 'attribute: a length of -1 for 2 ids; '],
    ['half a length', { ids: [1, 2], length: 0.5 }, 'attribute: a length of 0.5 for 2 ids; '],
    ['null', untyped(null), 'attribute: null as input; must be a text, an array of ids, or { ids, length }'],
    ['a number', untyped(7), 'attribute: number as input; '],
    ['ids that are none', untyped({ ids: null }), 'attribute: object as input; '],
  ])('%s', async (_, input, message) => {
    await expectError(attribute(network, input), message);
  });

  test('a branch as text, a target that is null', async () => {
    await expectError(
      attribute(network, [1], { branch: untyped('1') }),
      'explain: no branch "1"; this model has branches 1 to 3',
    );
    await expectError(attribute(network, [1], { branch: 1.5 }), 'explain: no branch 1.5; ');
    await expectError(attribute(network, [1], { target: untyped(null) }), 'explain: no class null; ');
    await expectError(attribute(network, [1], { target: untyped({}) }), 'explain: no class undefined; ');
  });

  test('a branch for a method that looks at the network as a whole, and all branches for the article’s', async () => {
    await expectError(
      attribute(network, [1], { method: 'receipt', branch: 2 }),
      'explain: branch 2 for receipt; it looks at the network as a whole; leave the branch out, or use gradcam',
    );
    await expectError(
      attribute(network, [1], { method: 'article', branch: 'all' }),
      "explain: all branches for article; the article's method looks at one",
    );
  });
});

test('a text that is all padding has its score, all of its evidence on padding', async () => {
  const network = randomTextCnn(device);
  for (const method of ['gradcam', 'gradient-x-input', 'receipt'] as const) {
    const { length, paddingShare, values } = await attribute(network, { ids: [0, 0], length: 0 }, { method });
    expect([length, paddingShare, values.length]).toEqual([0, 1, 2]);
  }
});
