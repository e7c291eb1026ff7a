import { describe, expect, test } from 'vitest';
import { devices } from '../../tensor/test/devices.js';
import { classifierOf } from '../test/toys.js';
import { divideBy, temperatureOf } from './calibrate.js';

// Entries 4 and 5 are "good" and "bad"; one text in three has the label that its word does not speak for.
const example = (id: number, label: number) => ({ name: '', label, ids: Int32Array.of(id) });

/** Makes it as sure as it is right on the examples. */
async function calibrated(...[classifier, examples]: Parameters<typeof temperatureOf>): Promise<number> {
  const temperature = await temperatureOf(classifier, examples);
  await divideBy(temperature, classifier);
  return temperature;
}

describe.each(devices)('the temperature on $name', (device) => {
  test('finds again by how much a classifier was made too sure', async () => {
    const classifier = classifierOf(device);
    const saidOf = async (word: string) => (await classifier.predict([word]))[0].label === 'yes';
    const [good, bad] = [Number(await saidOf('good')), Number(await saidOf('bad'))];
    const examples = [4, 4, 4, 5, 5, 5].map((id, n) => {
      const said = id === 4 ? good : bad;
      return example(id, n % 3 === 0 ? 1 - said : said);
    });
    const first = await calibrated(classifier, examples);
    const calm = await classifier.predict(['good', 'bad']);
    for (const own of Object.values(classifier.network.dense.parameters())) {
      own.write((await own.read()).map((value) => 8 * value));
    }
    expect(await calibrated(classifier, examples)).toBeCloseTo(8, 3);
    expect(first).not.toBeCloseTo(1, 2);
    const again = await classifier.predict(['good', 'bad']);
    again.forEach(({ label, probabilities }, n) => {
      expect(label).toBe(calm[n].label);
      expect(probabilities[0]).toBeCloseTo(calm[n].probabilities[0], 4);
    });
  });

  test.each([
    ['no mistake', 0],
    ['nothing but mistakes', 1],
  ])('leaves one that makes %s as it is', async (_, wrong) => {
    const classifier = classifierOf(device);
    const [{ label }] = await classifier.predict(['good']);
    const before = [...(await classifier.network.dense.weight.read())];
    expect(await calibrated(classifier, [example(4, Math.abs(wrong - Number(label === 'yes')))])).toBe(1);
    expect([...(await classifier.network.dense.weight.read())]).toEqual(before);
  });
});
