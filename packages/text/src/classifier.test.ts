import { describe, expect, test } from 'vitest';
import { devices } from '../../tensor/test/devices.js';
import { classifierOf, tinyPreset } from '../test/toys.js';
import { makeBatch } from './batches.js';

describe.each(devices)('Classifier on $name', (device) => {
  const classifier = classifierOf(device);
  const probabilities = async (texts: string[]) =>
    (await classifier.predict(texts)).map((prediction) => prediction.probabilities);

  /** What the network says when all it sees is zeros: dense bias + V · convolution biases. */
  async function logitsOfBiases(): Promise<number[]> {
    const { convolutions, dense } = classifier.network;
    const biases = (await Promise.all(convolutions.map(({ bias }) => bias.read()))).flatMap((values) => [...values]);
    const [weights, denseBias] = [await dense.weight.read(), await dense.bias.read()];
    return [...denseBias].map((start, c) =>
      biases.reduce((sum, bias, k) => sum + bias * weights[c * biases.length + k], start),
    );
  }

  test('encode leads from ids back to tokens, left-out ones among them', () => {
    const { tokens, ids, positions } = classifier.encode('The bad, good owl');
    expect(tokens.map(({ text }) => text)).toEqual(['The', 'bad', ',', 'good', 'owl']);
    // Entries 0 to 3 are reserved; a comma and an owl are unknown.
    expect([...ids]).toEqual([5, 0, 4, 0]);
    expect([...positions]).toEqual([1, 2, 3, 4]);
  });

  test('encode clips as the preset says', () => {
    const short = classifierOf(device, { preset: { ...tinyPreset, maximumLength: 2 } });
    expect(short.encode('good good bad').ids).toHaveLength(2);
    expect(short.encode('good good bad').tokens[2].leftOut).toBe('clipped');
  });

  test('a prediction holds softmax of its logits, and the label of the largest', async () => {
    const [{ label, probabilities, logits }] = await classifier.predict(['bad good']);
    const powers = logits.map(Math.exp);
    expect(probabilities[0]).toBeCloseTo(powers[0] / (powers[0] + powers[1]), 12);
    expect(probabilities[0] + probabilities[1]).toBeCloseTo(1, 12);
    expect(label).toBe(logits[0] >= logits[1] ? 'no' : 'yes');
  });

  test('each text is predicted as if it were alone', async () => {
    const texts = ['good', 'bad bad good owl', '', 'the', 'good good good good good good', 'bad'];
    const together = await probabilities(texts);
    for (const [n, text] of texts.entries()) {
      const [alone] = await probabilities([text]);
      expect(together[n][0]).toBeCloseTo(alone[0], 5);
    }
    expect(together[0][0]).not.toBeCloseTo(together[5][0], 3);
  });

  test('more texts than a batch holds come out in their order', async () => {
    const small = classifierOf(device, { preset: { ...tinyPreset, batchSize: 2 } });
    const texts = ['good', 'bad', 'good bad', 'owl', ''];
    const labelled = await small.predict(texts);
    expect(labelled).toHaveLength(5);
    for (const [n, { logits }] of (await classifier.predict(texts)).entries()) {
      expect(labelled[n].logits[0]).toBeCloseTo(logits[0], 5);
    }
  });

  test.each([
    ['the empty text', ''],
    ['white space', ' \n\t'],
    ['a text of which every token is left out', 'It was not the'],
    ['markup alone', '<br /><br />'],
  ])('%s gets what the biases alone say', async (_, text) => {
    const expected = await logitsOfBiases();
    // The difference is large enough for the test to see one.
    expect(Math.abs(expected[0] - expected[1])).toBeGreaterThan(0.01);
    for (const texts of [[text], ['good bad', text]]) {
      const { logits, probabilities } = (await classifier.predict(texts)).at(-1)!;
      expect(logits[0]).toBeCloseTo(expected[0], 5);
      expect(logits[1]).toBeCloseTo(expected[1], 5);
      expect(probabilities[1]).toBeCloseTo(1 / (1 + Math.exp(expected[0] - expected[1])), 5);
    }
  });

  test('no texts have no predictions', async () => expect(await classifier.predict([])).toEqual([]));

  test('with padding counted as in the article, a row depends on the width of its batch', async () => {
    const short = { ids: Int32Array.of(4), label: 0 };
    const long = { ids: Int32Array.of(4, 4, 5), label: 0 };
    const [alone] = await classifier.predictBatch(makeBatch([short], 0));
    const [beside] = await classifier.predictBatch(makeBatch([short, long], 0));
    expect(beside.probabilities[0]).not.toBeCloseTo(alone.probabilities[0], 3);
  });

  test('three labels have three probabilities that sum to 1', async () => {
    const three = classifierOf(device, { labels: ['a', 'b', 'c'] });
    const [{ probabilities, label }] = await three.predict(['good']);
    expect(probabilities).toHaveLength(3);
    expect(probabilities.reduce((sum, p) => sum + p)).toBeCloseTo(1, 12);
    expect(three.labels.indexOf(label)).toBe(probabilities.indexOf(Math.max(...probabilities)));
  });

  test('probabilities of large logits are finite', async () => {
    const sure = classifierOf(device);
    sure.network.dense.bias.write([-2000, 2000]);
    expect((await sure.predict([''])).map(({ probabilities }) => probabilities)).toEqual([[0, 1]]);
  });

  test('leaves nothing on the device but its network, and that until it is disposed of', async () => {
    const before = device.memory.buffers;
    const made = classifierOf(device);
    const parameters = device.memory.buffers;
    await made.predict(['good', 'bad bad']);
    expect(device.memory.buffers).toBe(parameters);
    made.dispose();
    expect(device.memory.buffers).toBe(before);
  });

  test('a text of 1 MB works', async () => {
    const [{ probabilities }] = await classifier.predict(['good, bad owl. '.repeat(67_000)]);
    expect(probabilities[0] + probabilities[1]).toBeCloseTo(1, 12);
  });
});
