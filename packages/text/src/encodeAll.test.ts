import { CpuDevice } from '@textcam/tensor';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { classifierOf } from '../test/toys.js';
import { encodeAll } from './encodeAll.js';
import { type Tokenizing, tokenizeHere } from './lemmaChunks.js';
import { tokenizeInWorkers } from './node/tokenWorkers.js';

const classifier = classifierOf(new CpuDevice());

/** Every text with what the stream makes of it, in the order it comes. */
async function encodedOf(texts: readonly string[], tokenizing: Tokenizing) {
  async function* stream() {
    yield* texts;
  }
  const all = [];
  for await (const lot of encodeAll(classifier, stream(), tokenizing)) {
    for (const [n, text] of lot.texts.entries()) {
      const encoded = lot.encoded(n);
      expect(encoded.ids).toEqual(lot.ids[n]);
      all.push({ text, ...encoded });
    }
  }
  return all;
}

const alone = (texts: readonly string[]) => texts.map((text) => ({ text, ...classifier.encode(text) }));

test('a stream gives what the classifier makes of each text alone: tokens, places, reasons, ids', async () => {
  const texts = ['The good film<br />was "good".', '', 'bad '.repeat(30), 'the', '  \n'];
  expect(await encodedOf(texts, tokenizeHere)).toEqual(alone(texts));
  expect(new Set(alone(texts).flatMap(({ tokens }) => tokens.map(({ leftOut }) => leftOut)))).toEqual(
    new Set([undefined, 'stop word', 'markup', 'clipped']),
  );
});

test('so it does of any text', async () => {
  const piece = fc.oneof(fc.constantFrom('good', 'the', ' ', '<br>', "don't", '\n'), fc.string({ unit: 'binary' }));
  const text = fc.array(piece).map((pieces) => pieces.join(' '));
  await fc.assert(
    fc.asyncProperty(fc.array(text, { maxLength: 8 }), async (texts) => {
      expect(await encodedOf(texts, tokenizeHere)).toEqual(alone(texts));
    }),
    { numRuns: 50 },
  );
});

test('and on several threads, which come in for more than a few texts', async () => {
  const texts = Array.from({ length: 40 }, (_, n) => `The good zorb${n} is bad, zorb${n % 7} is not. `.repeat(500));
  expect(await encodedOf(texts, (settings) => tokenizeInWorkers(settings, { workers: 2 }))).toEqual(alone(texts));
});
