import { createRandom } from '@textcam/tensor';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { datasetOf, followed } from '../test/toys.js';
import { encodePart, type SelectOptions, selectExamples, tokenizeDataset, vocabularyOf } from './encode.js';
import { DatasetError, type Example } from './examples.js';
import { tokenizeHere } from './lemmaChunks.js';

const films: Example[] = [
  { name: 'test/1', label: 'neg', split: 'test', text: 'Dull spaceship' },
  { name: 'train/1', label: 'neg', split: 'train', text: 'Dull film' },
  { name: 'train/2', label: 'pos', split: 'train', text: 'The lovely film' },
];

/** `count` examples of each label without parts, named a/00, a/01, … */
function unsplit(count: number, labels = ['a', 'b']): Example[] {
  return labels.flatMap((label) =>
    Array.from({ length: count }, (_, n) => ({ name: `${label}/${String(n).padStart(2, '0')}`, label, text: label })),
  );
}

const options = (more: Partial<SelectOptions> = {}): SelectOptions => ({
  splits: ['train', 'test'],
  splitRandom: createRandom(1, 1),
  sampleRandom: createRandom(1, 2),
  ...more,
});

async function encoded(examples: readonly Example[], reading = examples, more: Partial<SelectOptions> = {}) {
  const dataset = datasetOf(examples, reading);
  const selection = await selectExamples(dataset, options(more));
  const { events, result: tokenized } = await followed(
    tokenizeDataset(dataset, selection, tokenizeHere({ maximumLength: 500 })),
  );
  const vocabulary = vocabularyOf(tokenized, 10);
  const labels = [...new Set(examples.map(({ label }) => label))].sort();
  const part = (split: 'train' | 'test', known = labels) => encodePart(tokenized, split, vocabulary, known);
  return { events, tokenized, vocabulary, part };
}

describe('selectExamples', () => {
  test('takes the parts asked for, one after the other, each in file order', async () => {
    const names = async (splits: SelectOptions['splits']) =>
      (await selectExamples(datasetOf(films), options({ splits }))).map(({ name }) => name);
    expect(await names(['train', 'test'])).toEqual(['train/1', 'train/2', 'test/1']);
    expect(await names(['test'])).toEqual(['test/1']);
  });

  test('without parts of its own, a fifth of each label is held back, the same for the same stream', async () => {
    const dataset = datasetOf(unsplit(10));
    const select = (seed: number) => selectExamples(dataset, options({ splitRandom: createRandom(seed, 1) }));
    const selection = await select(1);
    const test = selection.filter(({ split }) => split === 'test');
    expect(test.map(({ label }) => label)).toEqual(['a', 'a', 'b', 'b']);
    expect(selection).toHaveLength(20);
    expect(await select(1)).toEqual(selection);
    expect(await select(2)).not.toEqual(selection);
  });

  test('a limit is a balanced sample of so many from each part', async () => {
    const selection = await selectExamples(datasetOf(unsplit(20)), options({ limit: 4 }));
    expect(selection.map(({ split, label }) => `${split} ${label}`)).toEqual([
      ...['train a', 'train a', 'train b', 'train b'],
      ...['test a', 'test a', 'test b', 'test b'],
    ]);
  });

  test('the sample is that of its seed, and a larger one holds the smaller', async () => {
    const dataset = datasetOf(unsplit(40));
    const names = async (limit: number, seed = 1) =>
      (await selectExamples(dataset, options({ limit, sampleRandom: createRandom(seed, 2) }))).map(({ name }) => name);
    const small = await names(6);
    expect(await names(6)).toEqual(small);
    expect(await names(6, 2)).not.toEqual(small);
    expect(await names(12)).toEqual(expect.arrayContaining(small));
  });

  test('a limit above what there is takes all', async () => {
    expect(await selectExamples(datasetOf(films), options({ limit: 100 }))).toHaveLength(3);
  });

  test('a label with one example cannot be split', async () => {
    const dataset = datasetOf([...unsplit(2, ['a']), ...unsplit(1, ['b'])]);
    await expect(selectExamples(dataset, options())).rejects.toThrow(/label "b" has one example/);
  });
});

describe('tokenizeDataset', () => {
  test('keeps what the model sees of each text, and tells how far it is', async () => {
    const { events, tokenized } = await encoded(films);
    const words = tokenized.texts.map((text) => [...text].map((lemma) => tokenized.lemmas[lemma]));
    expect(words).toEqual([
      ['dull', 'film'],
      ['lovely', 'film'],
      ['dull', 'spaceship'],
    ]);
    expect(events).toEqual([1, 2, 3].map((done) => ({ type: 'preprocess', done, total: 3 })));
  });

  test('texts that were not selected are read over', async () => {
    const { tokenized, events } = await encoded(films, films, { splits: ['train'] });
    expect(tokenized.lemmas).not.toContain('spaceship');
    expect(events.at(-1)).toEqual({ type: 'preprocess', done: 2, total: 2 });
  });

  test('an example that is gone between list and read is missed', async () => {
    const promise = encoded(films, films.slice(1));
    await expect(promise).rejects.toThrow(DatasetError);
    await expect(promise).rejects.toThrow('toy: 1 examples were listed and then not there');
  });
});

describe('encoding', () => {
  test('the vocabulary counts the training texts alone, ties in the order of the alphabet', async () => {
    const { vocabulary } = await encoded(films);
    expect(vocabulary.words.slice(4)).toEqual(['film', 'dull', 'lovely']);
  });

  test('examples stand in file order with their labels; a word of the test part alone is unknown', async () => {
    const { part } = await encoded(films);
    expect(part('train')).toEqual([
      { name: 'train/1', label: 0, ids: Int32Array.of(5, 4) },
      { name: 'train/2', label: 1, ids: Int32Array.of(6, 4) },
    ]);
    expect(part('test')).toEqual([{ name: 'test/1', label: 0, ids: Int32Array.of(5, 0) }]);
  });

  test('a text of which all is left out has no ids', async () => {
    const nothing = { name: 'train/3', label: 'pos', split: 'train' as const, text: 'it was not the' };
    expect((await encoded([...films, nothing])).part('train').at(-1)?.ids).toEqual(new Int32Array());
  });

  test('a label that the model does not know is an error that names it, the example and the known ones', async () => {
    const { part } = await encoded(films);
    expect(() => part('test', ['pos', 'so "so"'])).toThrow(DatasetError);
    expect(() => part('test', ['pos', 'so "so"'])).toThrow(
      'test/1: label "neg"; the model knows "pos", "so \\"so\\""; correct the label, or train with it',
    );
  });

  test('does not depend on the order in which the texts are read', async () => {
    const words = ['dull', 'lovely', 'film', 'spaceship', 'the', 'wolf'];
    const texts = fc.array(fc.array(fc.constantFrom(...words), { maxLength: 5 }), { minLength: 4, maxLength: 8 });
    const mixed = texts.chain((all) => {
      const examples = all.map((text, n): Example => ({ name: `${n}`, label: 'ab'[n % 2], text: text.join(' ') }));
      return fc.tuple(fc.constant(examples), fc.shuffledSubarray(examples, { minLength: examples.length }));
    });
    await fc.assert(
      fc.asyncProperty(mixed, async ([examples, reading]) => {
        const [inOrder, shuffled] = [await encoded(examples), await encoded(examples, reading)];
        expect(shuffled.vocabulary.words).toEqual(inOrder.vocabulary.words);
        expect(shuffled.part('train')).toEqual(inOrder.part('train'));
        expect(shuffled.part('test')).toEqual(inOrder.part('test'));
      }),
      { numRuns: 50 },
    );
  });
});
