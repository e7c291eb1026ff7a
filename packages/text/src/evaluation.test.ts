import { CpuDevice } from '@textcam/tensor';
import { describe, expect, test } from 'vitest';
import { classifierOf, followed, tinyPreset } from '../test/toys.js';
import type { EncodedExample } from './encode.js';
import { evaluate } from './evaluation.js';
import type { Preset } from './presets.js';

interface LinearOptions {
  padding?: number;
  batchSize?: number;
  masked?: boolean;
}

/**
 * A network to reckon with in the head: each word is one number x, and with their mean the logits are 0, x, 2x, …
 *
 * @param numbers of the words from entry 4 on; `padding` is that of entry 0
 */
function linearClassifier(
  labels: string[],
  numbers: number[],
  { padding = 0, batchSize = 1, masked = false }: LinearOptions = {},
) {
  const branches = [{ filters: 1, kernelSize: 1, padding: 0 }];
  const preset: Preset = { ...tinyPreset, dimensions: 1, branches, batchSize, padding: masked ? 'masked' : 'seen' };
  const classifier = classifierOf(new CpuDevice(), { words: numbers.map((_, n) => `word${n}`), labels, preset });
  const { embedding, convolutions, dense } = classifier.network;
  embedding.weight.write([padding, 0, 0, 0, ...numbers]);
  convolutions[0].weight.write([1]);
  convolutions[0].bias.write([0]);
  dense.weight.write([...labels.keys()]);
  dense.bias.write(labels.map(() => 0));
  return classifier;
}

const example = (label: number, ...ids: number[]): EncodedExample => ({ name: '', label, ids: Int32Array.from(ids) });

const resultOf = async (...given: Parameters<typeof evaluate>) => (await followed(evaluate(...given))).result;

describe('evaluate', () => {
  test('two classes', async () => {
    // Probabilities of yes: 3/4, 1/4, 1/2. At a tie the first label is predicted.
    const classifier = linearClassifier(['no', 'yes'], [Math.log(3), -Math.log(3), 0]);
    const result = await resultOf(classifier, [example(1, 4), example(1, 5), example(0, 6)]);
    expect(result).toMatchObject({
      examples: 3,
      confusion: [
        [1, 0],
        [1, 1],
      ],
    });
    expect(result.accuracy).toBeCloseTo(2 / 3, 12);
    // Of two pairs, the 3/4 is above the 1/2, the 1/4 is not.
    expect(result.auc).toBe(0.5);
    expect(result.logLoss).toBeCloseTo((Math.log(4 / 3) + Math.log(4) + Math.log(2)) / 3, 6);
    // Sure by 3/4 of two, one of them wrong, and by 1/2 of one that is right: |1 - 3/2| and |1 - 1/2|, over three.
    expect(result.calibration.expectedCalibrationError).toBeCloseTo(1 / 3, 6);
    expect(result.roc).toHaveLength(1);
    const points = result.roc[0].map((point) => [point.falsePositiveRate, point.truePositiveRate]);
    expect(points).toEqual([
      [0, 0],
      [0, 0.5],
      [1, 0.5],
      [1, 1],
    ]);
  });

  test('three classes: one AUC and one curve against the rest for each', async () => {
    // 1/21, 4/21, 16/21 for the first word; 4/7, 2/7, 1/7 for the second.
    const classifier = linearClassifier(['a', 'b', 'c'], [Math.log(4), -Math.log(2)]);
    const result = await resultOf(classifier, [example(2, 4), example(0, 5), example(1, 5)]);
    expect(result.accuracy).toBeCloseTo(2 / 3, 12);
    expect(result.confusion).toEqual([
      [1, 0, 0],
      [1, 0, 0],
      [0, 0, 1],
    ]);
    expect(result.logLoss).toBeCloseTo((Math.log(21 / 16) + Math.log(7 / 4) + Math.log(7 / 2)) / 3, 6);
    // a and b: above one of two, a tie with the other. c: above both.
    expect(result.auc).toBeCloseTo((0.75 + 0.75 + 1) / 3, 12);
    expect(result.roc).toHaveLength(3);
    expect(result.roc[2][1]).toMatchObject({ falsePositiveRate: 0, truePositiveRate: 1 });
  });

  test('goes in file order, and padding is seen: an example may change with its batch-mates', async () => {
    // Alone, the short text has x = ln 3. Beside one twice as long, it has the mean of that and the padding: -ln 3.
    const beside = { padding: -3 * Math.log(3), batchSize: 2 };
    const classifier = linearClassifier(['no', 'yes'], [Math.log(3)], beside);
    const [short, long] = [example(1, 4), example(1, 4, 4)];
    expect((await resultOf(classifier, [short, short, long])).confusion[1]).toEqual([0, 3]);
    expect((await resultOf(classifier, [short, long, short])).confusion[1]).toEqual([1, 2]);
    const { logLoss } = await resultOf(classifier, [short, long]);
    expect(logLoss).toBeCloseTo((Math.log(4) + Math.log(4 / 3)) / 2, 6);
  });

  test('where padding is masked, an example is the same beside any other, and an empty one is none of padding', async () => {
    const masked = { padding: -3 * Math.log(3), batchSize: 3, masked: true };
    const classifier = linearClassifier(['no', 'yes'], [Math.log(3)], masked);
    const { logLoss, examples } = await resultOf(classifier, [example(1, 4), example(1, 4, 4), example(0)]);
    expect(logLoss).toBeCloseTo((2 * Math.log(4 / 3) + Math.log(2)) / 3, 6);
    expect(examples).toBe(3);
  });

  test('tells how far it is after each batch', async () => {
    const classifier = linearClassifier(['no', 'yes'], [1], { batchSize: 2 });
    const { events } = await followed(evaluate(classifier, [example(0, 4), example(1, 4), example(1, 4)]));
    expect(events).toEqual([
      { type: 'evaluate', done: 2, total: 3 },
      { type: 'evaluate', done: 3, total: 3 },
    ]);
  });

  test('with one class alone there is no AUC and no curve', async () => {
    const result = await resultOf(linearClassifier(['no', 'yes'], [1]), [example(1, 4)]);
    expect(result).toMatchObject({ accuracy: 1, auc: Number.NaN, roc: [[]] });
  });

  test('an empty text is evaluated, as one of padding', async () => {
    const classifier = linearClassifier(['no', 'yes'], [1], { padding: Math.log(3) });
    expect((await resultOf(classifier, [example(1)])).logLoss).toBeCloseTo(Math.log(4 / 3), 6);
  });

  test('of no examples, every figure is NaN', async () => {
    const result = await resultOf(linearClassifier(['no', 'yes'], [1]), []);
    expect(result).toEqual({
      examples: 0,
      accuracy: Number.NaN,
      auc: Number.NaN,
      logLoss: Number.NaN,
      confusion: [
        [0, 0],
        [0, 0],
      ],
      roc: [[]],
      calibration: expect.objectContaining({ expectedCalibrationError: Number.NaN }),
    });
  });

  test('says whether it is right as often as it is sure', async () => {
    // Sure to 3/4 of both, and right once.
    const classifier = linearClassifier(['no', 'yes'], [Math.log(3), -Math.log(3)]);
    const { calibration } = await resultOf(classifier, [example(1, 4), example(1, 5)]);
    expect(calibration.expectedCalibrationError).toBeCloseTo(0.25, 6);
    const filled = calibration.bins.filter(({ count }) => count > 0);
    expect(filled).toEqual([{ from: 0.7, to: 0.8, count: 2, confidence: expect.closeTo(0.75, 6), accuracy: 0.5 }]);
  });
});
