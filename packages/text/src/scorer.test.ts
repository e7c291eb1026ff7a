import { CpuDevice } from '@textcam/tensor';
import { describe, expect, test } from 'vitest';
import { classifierOf } from '../test/toys.js';
import { tokenizeHere } from './lemmaChunks.js';
import { predictAll } from './predictAll.js';
import { Scorer } from './scorer.js';

// Batches of 4. Lengths in disorder, none among them, and one past the first bucket of 16.
const texts = [
  'good bad good',
  'bad',
  '',
  'unheard-of words, good ones too',
  'good '.repeat(19),
  'bad bad',
  'good good good good good',
  'bad good',
  '!',
];

async function* asStream(): AsyncGenerator<string> {
  yield* texts;
}

describe('scoring many texts', () => {
  const device = new CpuDevice();
  const classifier = classifierOf(device);
  const ids = texts.map((text) => classifier.encode(text).ids);

  test('gives each text the prediction that it gets alone, bit for bit, in the order of the texts', async () => {
    const scorer = new Scorer(classifier);
    const alone = [];
    for (const text of texts) alone.push(...(await classifier.predict([text])));
    const scores = await scorer.score(ids);
    expect(scores.map(({ prediction }) => prediction)).toEqual(alone);
    expect(new Set(alone.map(({ logits }) => logits[0])).size).toBeGreaterThan(5);
    // Once more, on what was recorded for other texts.
    expect((await scorer.score([ids[1]]))[0].prediction).toEqual(alone[1]);
    expect(await scorer.score([])).toEqual([]);
    scorer.dispose();
  });

  test('gives each text its own rows of what else is asked for: those of its windows, at least one', async () => {
    const scorer = new Scorer(classifier, ({ features }) => [features[2]]);
    const scores = await scorer.score(ids);
    for (const [n, { maps }] of scores.entries()) {
      const { indices, lengths } = classifier.place({
        examples: 1,
        ids: ids[n].length > 0 ? ids[n] : Int32Array.of(-1),
        shape: [1, Math.max(1, ids[n].length)],
        lengths: Int32Array.of(ids[n].length),
        labels: Int32Array.of(0),
      });
      const { features } = classifier.network.forward({ indices, ...(lengths && { lengths }) });
      // Three words wide and padded on both ends: a window for each word.
      expect(maps[0]).toEqual(await features[2].read());
      expect(maps[0]).toHaveLength(8 * Math.max(1, ids[n].length));
    }
    scorer.dispose();
  });

  test('frees all that it made', async () => {
    const before = { ...device.memory };
    const scorer = new Scorer(classifier);
    await scorer.score(ids);
    scorer.dispose();
    // What other tests forgot may be collected meanwhile: less is no leak.
    expect(device.memory.buffers).toBeLessThanOrEqual(before.buffers);
    expect(device.memory.elements).toBeLessThanOrEqual(before.elements);
  });

  test('a stream of texts is predicted in order, lot by lot', async () => {
    const found = [];
    for await (const lot of predictAll(classifier, asStream(), tokenizeHere)) {
      found.push(...lot.texts.map((text, n) => ({ text, prediction: lot.predictions[n] })));
    }
    const expected = await classifier.predict(texts);
    expect(found).toEqual(texts.map((text, n) => ({ text, prediction: expected[n] })));
  });
});
