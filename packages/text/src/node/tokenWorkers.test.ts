import { createRandom, shuffled } from '@textcam/tensor';
import { describe, expect, test } from 'vitest';
import { type LemmaChunk, tokenizeHere } from '../lemmaChunks.js';
import { WorkerError } from './thread.js';
import { tokenizeInWorkers } from './tokenWorkers.js';

const settings = { maximumLength: 500 };

/** Each some 9,000 characters: nine of them and more are read by workers. Words unknown to the dictionary are among them. */
const long = Array.from({ length: 100 }, (_, n) =>
  `The woman's zorb${n} left; a zorb${n % 7} didn't leave. `.repeat(200),
);

async function* asStream(texts: Iterable<string>): AsyncGenerator<string> {
  yield* texts;
}

async function joined(chunks: AsyncIterable<LemmaChunk>) {
  const all: { lemmas: string[]; lengths: number[]; numbers: number[] } = { lemmas: [], lengths: [], numbers: [] };
  for await (const { newLemmas, lengths, numbers } of chunks) {
    all.lemmas.push(...newLemmas);
    all.lengths.push(...lengths);
    all.numbers.push(...numbers);
  }
  return all;
}

/** The lemmas of each text, by the text. */
async function lemmasByText(texts: readonly string[], workers: number) {
  const { lemmas, lengths, numbers } = await joined(tokenizeInWorkers(settings, { workers })(asStream(texts)));
  const words = numbers.map((number) => lemmas[number]);
  return new Map(texts.map((text, n) => [text, words.splice(0, lengths[n])]));
}

describe('tokenizing on several threads', () => {
  test.each([1, 2, 3])('%i threads give the numbers that the caller alone would', async (workers) => {
    const alone = await joined(tokenizeHere(settings)(asStream(long)));
    expect(alone.lengths).toHaveLength(100);
    expect(await joined(tokenizeInWorkers(settings, { workers })(asStream(long)))).toEqual(alone);
  });

  test('a text has the same lemmas whatever the order of the texts', async () => {
    const order = Array.from(shuffled(long.length, createRandom(3)), (n) => long[n]);
    expect(order).not.toEqual(long);
    const [inOrder, inDisorder] = [await lemmasByText(long, 2), await lemmasByText(order, 3)];
    for (const text of long) expect(inDisorder.get(text)).toEqual(inOrder.get(text));
  });

  test('a few texts need no thread', async () => {
    const chunks = tokenizeInWorkers(settings, { workers: 2 })(asStream(['A lovely film', '', 'A film']));
    expect(await joined(chunks)).toEqual({ lemmas: ['lovely', 'film'], lengths: [2, 0, 1], numbers: [0, 1, 1] });
  });

  test('the source is asked for no more than a few lots beyond what has been taken', async () => {
    let given = 0;
    async function* endless() {
      for (;;) {
        given++;
        yield long[given % long.length];
      }
    }
    const chunks = tokenizeInWorkers(settings, { workers: 2 })(endless());
    let taken = 0;
    for await (const { lengths } of chunks) {
      taken += lengths.length;
      // Six lots wait, and one is being put together, of eight texts each; nine were looked at before there were threads.
      expect(given - taken).toBeLessThanOrEqual(9 * 8);
      if (taken > 300) break;
    }
  });

  test('what the source throws comes out', async () => {
    async function* breaking() {
      yield* long;
      throw new RangeError('no more');
    }
    await expect(joined(tokenizeInWorkers(settings, { workers: 2 })(breaking()))).rejects.toThrow(RangeError);
  });

  test('an abort ends the wait for a text that takes long', async () => {
    const stopping = new AbortController();
    const endless = Array.from({ length: 10 }, () => 'dull film '.repeat(400_000));
    const chunks = tokenizeInWorkers(settings, { workers: 2, signal: stopping.signal })(asStream(endless));
    const result = joined(chunks);
    setTimeout(() => stopping.abort(new Error('enough')), 300);
    await expect(result).rejects.toThrow('enough');
  });

  test('a thread that breaks down is a WorkerError of one line', async () => {
    // No text has a maximum length below 1: the tokenizer of each thread refuses to be made.
    const chunks = tokenizeInWorkers({ maximumLength: 0 }, { workers: 2 })(asStream(long));
    const error = await joined(chunks).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(WorkerError);
    expect(String(error)).toMatch(
      /^WorkerError: tokenizing: a thread ended early \(.*maximum length of 0.*\); [^\n]*$/,
    );
  });
});
