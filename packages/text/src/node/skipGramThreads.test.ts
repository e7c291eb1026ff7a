import { expect, test } from 'vitest';
import { collectionOf } from '../../test/collections.js';
import { learningHere } from '../../test/learningHere.js';
import { tokenizeHere } from '../lemmaChunks.js';
import { learnVectors, type StartLearning } from '../skipGram/learnVectors.js';
import { skipGramThreads } from './skipGramThreads.js';
import { WorkerError } from './thread.js';

/** 1,600 words, which are three parts. */
const texts = Array.from({ length: 800 }, (_, n) => `zorb${n} met blick${(7 * n) % 800} and zorb${(n + 1) % 800}`);

async function vectorsOf(start: StartLearning) {
  const settings = { dimensions: 9, epochs: 10, window: 3, negative: 5, minimumCount: 1, seed: 1 };
  const learning = learnVectors({ texts: collectionOf(texts), settings, tokenizing: tokenizeHere, start });
  let step = await learning.next();
  while (!step.done) step = await learning.next();
  return step.value.rows;
}

test.each([1, 2, 3, 8])('%i threads learn the numbers that the caller alone would', async (threads) => {
  const alone = await vectorsOf(learningHere);
  expect(alone.size).toBeGreaterThan(1500);
  expect(await vectorsOf(skipGramThreads(threads))).toEqual(alone);
});

test('a thread that breaks down is a WorkerError of one line', async () => {
  // No address lies that far: the step runs out of memory.
  const breaking: StartLearning = (tables, course) =>
    skipGramThreads(2)({ ...tables, outputs: 2 ** 32 - 65_536 }, course);
  const error = await vectorsOf(breaking).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(WorkerError);
  expect(String(error)).toMatch(/^WorkerError: learning word vectors: a thread ended early \([^\n]*\); [^\n]*$/);
});
