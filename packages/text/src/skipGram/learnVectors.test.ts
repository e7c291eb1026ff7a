import { describe, expect, test } from 'vitest';
import { collectionOf, drinksAndCars } from '../../test/collections.js';
import { learningHere } from '../../test/learningHere.js';
import { DatasetError } from '../examples.js';
import { tokenizeHere } from '../lemmaChunks.js';
import { learnVectors, type SkipGramSettings, type StartLearning, type VectorsProgress } from './learnVectors.js';

const small: SkipGramSettings = { dimensions: 10, epochs: 3, window: 3, negative: 5, minimumCount: 1, seed: 1 };

async function learned(texts: readonly string[], settings: Partial<SkipGramSettings> = {}) {
  const learning = learnVectors({
    texts: collectionOf(texts),
    settings: { ...small, ...settings },
    ...{ tokenizing: tokenizeHere, start: learningHere },
  });
  const events: VectorsProgress[] = [];
  let step = await learning.next();
  for (; !step.done; step = await learning.next()) events.push(step.value);
  return { ...step.value, events };
}

function cosine(a: Float32Array, b: Float32Array): number {
  const dot = (x: Float32Array, y: Float32Array) => x.reduce((sum, value, n) => sum + value * y[n], 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

describe('learning word vectors', () => {
  test('words that stand in the same company come nearer to each other than to others', async () => {
    const { rows } = await learned(drinksAndCars, { epochs: 5000 });
    const near = (a: string, b: string) => cosine(rows.get(a)!, rows.get(b)!);
    for (const [word, like, unlike] of [
      ['tea', 'coffee', 'bus'],
      ['car', 'bus', 'coffee'],
      ['hot', 'sweet', 'loud'],
    ]) {
      expect(near(word, like)).toBeGreaterThan(0.8);
      expect(near(word, like)).toBeGreaterThan(near(word, unlike) + 0.3);
    }
  });

  test('the same seed gives the same numbers, another one others', async () => {
    const [once, again, other] = [
      await learned(drinksAndCars),
      await learned(drinksAndCars),
      await learned(drinksAndCars, { seed: 2 }),
    ];
    expect(again.rows).toEqual(once.rows);
    expect(other.rows).not.toEqual(once.rows);
  });

  test('every word that occurs often enough has a vector of the length asked for, the most frequent first', async () => {
    const { dimensions, rows } = await learned(['a dull film', 'a film', 'a'], { dimensions: 7, minimumCount: 2 });
    expect(dimensions).toBe(7);
    expect([...rows.keys()]).toEqual(['a', 'film']);
    for (const row of rows.values()) expect(row).toHaveLength(7);
  });

  test('tells of texts read, then of words learned from, up to the last', async () => {
    // Three words and the ends of two texts, twice.
    const { events } = await learned(['a film', 'film'], { epochs: 2 });
    expect(events).toEqual([
      { type: 'texts', done: 2, total: 2 },
      { type: 'words', done: 5, total: 10 },
      { type: 'words', done: 10, total: 10 },
    ]);
  });

  test.each([
    ['no texts', [], 1, 'toy: has no word that occurs 1 times or more'],
    ['rare words alone', ['a dull film'], 2, 'toy: has no word that occurs 2 times or more'],
    ['one word', ['film film'], 2, 'toy: has one word that occurs 2 times or more'],
  ])('%s are refused in one line', async (_, texts, minimumCount, line) => {
    const learning = learned(texts, { minimumCount });
    await expect(learning).rejects.toThrow(DatasetError);
    await expect(learning).rejects.toThrow(
      `${line}; there must be two to learn from; add texts, or lower --minimum-count`,
    );
  });

  test('tasks that run side by side share no part, and together they are every pair of parts', async () => {
    // 1,500 words, which are three parts.
    const texts = [Array.from({ length: 1500 }, (_, n) => `zorb${n}`).join(' ')];
    const rounds: string[][] = [];
    const start: StartLearning = () => ({
      learn: async (tasks) => void rounds.push(tasks.map(({ inputPart, outputPart }) => `${inputPart}${outputPart}`)),
      close: async () => {},
    });
    const settings = { ...small, epochs: 1 };
    for await (const _ of learnVectors({ texts: collectionOf(texts), settings, tokenizing: tokenizeHere, start }));
    expect(rounds).toEqual([
      ['00', '11', '22'],
      ['01', '12', '20'],
      ['02', '10', '21'],
    ]);
  });

  test('what learns is closed when the work is given up', async () => {
    let closed = 0;
    const start: StartLearning = (...given) => ({ ...learningHere(...given), close: async () => void closed++ });
    const options = { texts: collectionOf(drinksAndCars), settings: small, tokenizing: tokenizeHere, start };
    for await (const { type } of learnVectors(options)) if (type === 'words') break;
    expect(closed).toBe(1);
  });
});
