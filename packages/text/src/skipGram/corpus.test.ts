import { expect, test } from 'vitest';
import { tokenizeHere } from '../lemmaChunks.js';
import { readCorpus } from './corpus.js';

async function* stream(texts: readonly string[]) {
  yield* texts;
}

async function corpusOf(texts: readonly string[], minimumCount = 1) {
  const chunks = tokenizeHere({ maximumLength: 1, everyToken: true })(stream(texts));
  const reading = readCorpus(chunks, minimumCount);
  let step = await reading.next();
  const done: number[] = [];
  for (; !step.done; step = await reading.next()) done.push(step.value);
  return { ...step.value, done };
}

test('words are lower-case lemmas, stop words among them and markup not, the most frequent first', async () => {
  const { words, counts, texts } = await corpusOf(['The film<br />of the film', '', 'Film!']);
  expect(words).toEqual(['film', 'the', 'of', '!']);
  expect([...counts]).toEqual([3, 2, 1, 1]);
  expect([...texts]).toEqual([1, 0, 2, 1, 0, -1, -1, 0, 3, -1]);
});

test('words below the minimum count are gone, as if they had not stood there', async () => {
  const { words, texts } = await corpusOf(['a dull film', 'a film'], 2);
  expect(words).toEqual(['a', 'film']);
  expect([...texts]).toEqual([0, 1, -1, 0, 1, -1]);
});

test('words that a text file cannot hold get no number', async () => {
  expect((await corpusOf(['a \uFFFD film'])).words).toEqual(['a', 'film']);
});

test('tells how many texts have been read', async () => {
  const { done } = await corpusOf(new Array(150).fill('film'));
  expect(done).toEqual([100, 150]);
});
