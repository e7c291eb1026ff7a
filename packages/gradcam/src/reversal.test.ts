import { CpuDevice } from '@textcam/tensor';
import type { Classifier } from '@textcam/text';
import { beforeAll, describe, expect, test } from 'vitest';
import { randomClassifier, simpleClassifier } from '../test/classifiers.js';
import { inputText } from './inputText.js';
import { removals } from './investigation.js';
import { without } from './removal.js';
import { findReversal } from './reversal.js';

const device = new CpuDevice({ precision: 'float64' });

describe('by hand: a good counts 3, a bad -5, any other word 1, and the mean decides with -1/4', () => {
  const classifier = simpleClassifier(device);
  const idsOf = (text: string) => inputText(classifier.encode(text).ids);
  const found = (text: string) => findReversal(classifier.network, idsOf(text), 'zero');

  test('a vector of zeros counts 1: of two bads both must go, of one that one', async () => {
    // (3 - 5 - 5) / 3 and (3 - 5 + 1) / 3 are below -1/4, (3 + 1 + 1) / 3 is above.
    expect((await found('good bad bad')).places).toEqual([1, 2]);
    expect((await found('bad good film')).places).toEqual([0]);
  });

  test('no set of words turns what the biases alone say', async () => {
    const { places, proven, logits } = await found('good good');
    expect([places, proven]).toEqual([null, true]);
    // Of what is left without any word.
    expect(logits).toEqual([-1, 1.5]);
  });

  test('by deletion, where leaving one of two alike changes nothing, both are a set all the same', async () => {
    const { places, logits } = await findReversal(classifier.network, idsOf('bad bad'), 'delete');
    expect(places).toEqual([0, 1]);
    expect(logits).toEqual([-1, 1.5]);
  });

  test('an empty text has no words to take away', async () => {
    expect(await found('')).toMatchObject({ places: null, proven: true });
  });
});

describe('a set that is found', () => {
  const texts = [
    'good bad film dull',
    'wolf great plot',
    'actor actor dull great wolf bad',
    'unknown good dull',
    'film',
  ];
  const classifiers: [string, Classifier][] = [
    ['two classes', randomClassifier(device)],
    ['three classes', randomClassifier(device, { labels: ['bad', 'so-so', 'good'] })],
    ['four classes', randomClassifier(device, { labels: ['a', 'b', 'c', 'd'], dimensions: 2 })],
  ];
  beforeAll(() => Promise.all(classifiers.map(([, classifier]) => speakUp(classifier))));

  test.each(classifiers)(
    'turns the prediction round, and no smaller one does, as trying all of them shows: %s',
    async (_, classifier) => {
      let reversed = 0;
      for (const text of texts) {
        const { ids } = classifier.encode(text);
        const { places, proven, logits } = await findReversal(classifier.network, inputText(ids), 'zero');
        expect(proven).toBe(true);
        expect(places?.length ?? null).toBe(await smallestByTrying(classifier, ids));
        if (places === null) continue;
        reversed++;
        const [turned] = await predictedOf(classifier, [without(inputText(ids), places, 'zero').ids]);
        expect(turned).not.toBe((await predictedOf(classifier, [ids]))[0]);
        expect(classifier.predictionOf(logits).label).toBe(turned);
      }
      expect(reversed).toBeGreaterThan(0);
    },
  );

  test('by another removal is proven when it is one word alone, and turns the prediction all the same', async () => {
    const [[, classifier]] = classifiers;
    for (const removal of removals.filter((name) => name !== 'zero')) {
      const { ids } = classifier.encode(texts[2]);
      const { places, proven } = await findReversal(classifier.network, inputText(ids), removal);
      expect(proven).toBe(places?.length === 1);
      if (places === null) continue;
      const [before, after] = await predictedOf(classifier, [ids, without(inputText(ids), places, removal).ids]);
      expect(after).not.toBe(before);
    }
  });

  test('is not proven for a network that does not say it is affine', async () => {
    const [[, { network }]] = classifiers;
    const { embedding, branches } = network;
    const model = { embedding, branches, forward: network.forward.bind(network) };
    const { ids } = classifiers[0][1].encode('good bad film dull');
    const { places, proven } = await findReversal(model, inputText(ids), 'zero');
    expect([places?.length === 1, proven]).toEqual([false, false]);
  });
});

/** Makes the words weigh more than the biases, so that predictions can be turned round. */
async function speakUp({ network }: Classifier): Promise<void> {
  const { weight } = network.embedding;
  weight.write((await weight.read()).map((value) => 30 * value));
}

/** By the network itself; a vector of zeros is the id -1. */
async function predictedOf(classifier: Classifier, texts: readonly Int32Array[]): Promise<string[]> {
  const predicted = [];
  for (const ids of texts) {
    const batch = {
      examples: 1,
      ids,
      shape: [1, ids.length] as const,
      lengths: Int32Array.of(ids.length),
      labels: Int32Array.of(0),
    };
    predicted.push((await classifier.predictBatch(batch))[0].label);
  }
  return predicted;
}

/** The size of the smallest set that turns the prediction, of all subsets of the words; null when none does. */
async function smallestByTrying(classifier: Classifier, ids: Int32Array): Promise<number | null> {
  const subsets = Array.from({ length: 2 ** ids.length }, (_, bits) => [...ids.keys()].filter((n) => bits & (1 << n)));
  const [before, ...after] = await predictedOf(classifier, [
    ids,
    ...subsets.map((places) => ids.map((id, n) => (places.includes(n) ? -1 : id))),
  ]);
  const sizes = subsets.filter((_, n) => after[n] !== before).map((places) => places.length);
  return sizes.length > 0 ? Math.min(...sizes) : null;
}
