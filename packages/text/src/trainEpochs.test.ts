import { createRandom, type Device } from '@textcam/tensor';
import { describe, expect, test } from 'vitest';
import { devices } from '../../tensor/test/devices.js';
import { classifierOf, followed, tinyPreset } from '../test/toys.js';
import type { Classifier } from './classifier.js';
import type { EncodedExample } from './encode.js';
import { chosenEpoch, isDone } from './epochSummary.js';
import type { Preset } from './presets.js';
import { type EpochsOptions, trainEpochs } from './trainEpochs.js';
import { loadTrainingState, saveTrainingState, type TrainingState } from './trainingState.js';

// Word 4 makes label 1, word 5 label 0, and word 0 nothing.
const examplesOf = (labelOf: (word: number) => number): EncodedExample[] =>
  Array.from({ length: 12 }, (_, n) => {
    const word = 4 + (n % 2);
    const ids = Int32Array.from({ length: 1 + (n % 4) }, (_, t) => (t === n % 3 ? word : 0));
    ids[0] = word;
    return { name: `${n}`, label: labelOf(word), ids };
  });
const train = examplesOf((word) => 5 - word);
const tested = examplesOf((word) => 5 - word).slice(0, 6);
/** Here words mean the opposite: what is learned makes it worse, from the first epoch on. */
const contrary = examplesOf((word) => word - 4).slice(0, 6);

const patient: Preset = { ...tinyPreset, epochs: 6, patience: 2, validation: 0.2, learningRate: 0.05 };
/** Every setting at once that goes beyond the article. */
const beyond: Preset = {
  ...patient,
  activation: 'relu',
  padding: 'masked',
  pooling: 'root',
  dropout: 0.3,
  labelSmoothing: 0.1,
  schedule: 'linear',
  weightDecay: 0.1,
  averaging: 0.8,
};

async function run(device: Device, preset: Preset, more: Partial<EpochsOptions> = {}) {
  const classifier = classifierOf(device, { preset });
  const randomOf = (epoch: number) => createRandom(epoch);
  const options = { train, test: tested, validation: contrary, randomOf, signal: undefined, ...more };
  const { events, result } = await followed(trainEpochs(classifier, options));
  return { events, ...result, parameters: await parametersOf(result.classifier) };
}

async function parametersOf({ network }: Classifier) {
  const named = Object.entries({ ...network.parameters(), ...network.state() });
  return Object.fromEntries(await Promise.all(named.map(async ([name, tensor]) => [name, [...(await tensor.read())]])));
}

const figures = (epochs: readonly object[]) => epochs.map((epoch) => ({ ...epoch, seconds: 0 }));

describe.each(devices)('trainEpochs on $name', (device) => {
  test.each([
    ['alone', patient],
    ['with averages', { ...patient, averaging: 0.8 }],
  ])('patience ends it, and the weights of the best epoch come out: %s', async (_, preset) => {
    const stopped = await run(device, preset);
    expect(stopped.epochs).toHaveLength(3);
    const losses = stopped.epochs.map(({ validationLoss }) => validationLoss ?? 0);
    expect(losses).toEqual([...losses].sort((a, b) => a - b));
    const short = await run(device, { ...preset, epochs: 1, patience: 0 });
    expect(stopped.parameters).toEqual(short.parameters);
    expect(stopped.test).toEqual(short.test);
    const parts = stopped.events.flatMap((event) => (event.type === 'evaluate' ? [event.part] : []));
    expect(parts.slice(0, 7)).toEqual([...new Array(3).fill('train'), 'validation', 'validation', 'test', 'test']);
    expect(short.epochs[0]).toMatchObject({ validationLoss: losses[0], validationAccuracy: expect.any(Number) });
  });

  test('where the loss keeps falling, all epochs are done and the last one counts', async () => {
    const { epochs, parameters } = await run(device, { ...patient, epochs: 4 }, { validation: tested });
    expect(epochs).toHaveLength(4);
    expect(parameters).toEqual((await run(device, { ...patient, epochs: 4, patience: 0 })).parameters);
  });

  test('nothing held back: no figures, and no patience', async () => {
    const { epochs } = await run(device, { ...patient, epochs: 4 }, { validation: undefined });
    expect(epochs).toHaveLength(4);
    expect(Object.keys(epochs[0])).not.toContain('validationLoss');
  });

  test('the averages come out, and training goes on from the weights themselves', async () => {
    const preset = { ...tinyPreset, epochs: 1, batchSize: 4 };
    const steps: TrainingState[] = [];
    const last = await run(device, preset, { checkpoint: async (state) => void steps.push(state) });
    const averaged: TrainingState[] = [];
    const keep = { ...preset, averaging: 0.5 };
    const mean = await run(device, keep, { checkpoint: async (state) => void averaged.push(state) });
    expect(averaged[0].parameters).toEqual(steps[0].parameters);
    expect(mean.parameters['dense.bias']).not.toEqual(last.parameters['dense.bias']);
    expect(mean.parameters['dense.bias']).toEqual([...averaged[0].moments['average.dense.bias'].values]);
    // What was evaluated is what came out.
    expect(mean.epochs[0].testAccuracy).toBe(mean.test.accuracy);
  });

  test('stopped anywhere and gone on with, it ends with the bits of an undisturbed run, every setting on', async () => {
    const whole = await run(device, beyond);
    expect(whole.epochs.length).toBeLessThan(6);
    for (const stopAt of [1, 3, 4, 8, 10, 15]) {
      let file: Uint8Array | undefined;
      const controller = new AbortController();
      const stopping = (async () => {
        const options: EpochsOptions = {
          ...{ train, test: tested, validation: contrary, randomOf: (epoch: number) => createRandom(epoch) },
          signal: controller.signal,
          checkpoint: async (state) => {
            file = Buffer.concat([...saveTrainingState(state, {})]);
          },
        };
        let events = 0;
        for await (const { type } of trainEpochs(classifierOf(device, { preset: beyond }), options)) {
          if ((type === 'step' || type === 'evaluate') && ++events === stopAt) controller.abort(new Error('enough'));
        }
      })();
      await expect(stopping).rejects.toThrow('enough');
      const { state } = loadTrainingState(file ?? new Uint8Array(), 'checkpoint');
      const resumed = await run(device, beyond, { resume: state });
      expect(resumed.parameters).toEqual(whole.parameters);
      expect(figures(resumed.epochs)).toEqual(figures(whole.epochs));
      expect(resumed.test).toEqual(whole.test);
    }
  });

  test('what had ended by patience does not train on when it is resumed', async () => {
    const states: TrainingState[] = [];
    const whole = await run(device, beyond, { checkpoint: async (state) => void states.push(state) });
    const resumed = await run(device, beyond, { resume: states.at(-1) });
    expect(resumed.events.filter(({ type }) => type === 'step')).toEqual([]);
    expect(resumed.parameters['dense.weight']).toEqual(whole.parameters['dense.weight']);
    expect(resumed.test).toEqual(whole.test);
  });
});

describe('which epoch counts', () => {
  const epochs = (...losses: (number | undefined)[]) =>
    losses.map((loss, epoch) => ({
      ...{ epoch, seconds: 1, trainLoss: 1, trainAccuracy: 1, testAccuracy: 1 },
      ...(loss !== undefined && { validationLoss: loss }),
    }));

  test('with patience the one of the lowest loss, the first of equals; else the last', () => {
    expect(chosenEpoch(epochs(3, 1, 1, 2), { patience: 2 })).toBe(1);
    expect(chosenEpoch(epochs(3, 1, 1, 2), { patience: 0 })).toBe(3);
    expect(chosenEpoch(epochs(undefined, undefined), { patience: 2 })).toBe(1);
  });

  test('it is done after the epochs planned, or so many without a lower loss', () => {
    const preset = { epochs: 5, patience: 2 };
    expect(isDone(epochs(3, 1, 1), preset)).toBe(false);
    expect(isDone(epochs(3, 1, 1, 1), preset)).toBe(true);
    expect(isDone(epochs(3, 1, 1, 1), { ...preset, patience: 0 })).toBe(false);
    expect(isDone(epochs(5, 4, 3, 2, 1), preset)).toBe(true);
    expect(isDone([], preset)).toBe(false);
  });
});
