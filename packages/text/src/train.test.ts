import { TrainingError } from '@textcam/nn';
import { CpuDevice, DeviceLostError } from '@textcam/tensor';
import { describe, expect, test, vi } from 'vitest';
import { devices } from '../../tensor/test/devices.js';
import { datasetOf, followed, tinyPreset } from '../test/toys.js';
import { makeBatch } from './batches.js';
import type { Classifier } from './classifier.js';
import { type Dataset, DatasetError, type Example } from './examples.js';
import type { Preset } from './presets.js';
import { type EpochSummary, type TrainEvent, type TrainOptions, train } from './train.js';
import { loadTrainingState, saveTrainingState, type TrainingState } from './trainingState.js';
import type { WordVectors } from './vectors.js';

const noise = ['film', 'plot', 'actor', 'scene', 'music'];

/** `count` texts a part and label, each of the label's word among others: nothing else tells them apart. */
function toyExamples(words: Record<string, string> = { neg: 'bad', pos: 'good' }, count = 8): Example[] {
  return (['train', 'test'] as const).flatMap((split) =>
    Object.entries(words).flatMap(([label, word]) =>
      Array.from({ length: count }, (_, n) => ({
        name: `${split}/${label}/${n}`,
        label,
        split,
        text: `${noise[n % 5]} ${word} ${noise[(n * 3 + 1) % 5]}`,
      })),
    ),
  );
}

const toy = datasetOf(toyExamples());

/** Every setting of the network and the training that goes beyond the article, at once. */
const beyond: Preset = {
  ...tinyPreset,
  activation: 'relu',
  padding: 'masked',
  pooling: 'root',
  dropout: 0.5,
  labelSmoothing: 0.1,
  schedule: 'cosine',
  weightDecay: 0.01,
  averaging: 0.9,
};

const options = (more: Partial<TrainOptions> = {}): TrainOptions => ({
  dataset: toy,
  preset: tinyPreset,
  device: new CpuDevice(),
  seed: 1,
  ...more,
});

const trained = async (more: Partial<TrainOptions> = {}) => (await followed(train(options(more)))).result;

async function parametersOf({ network }: Classifier): Promise<Record<string, number[]>> {
  const entries = Object.entries(network.parameters()).map(async ([name, tensor]) => [
    name,
    [...(await tensor.read())],
  ]);
  return Object.fromEntries(await Promise.all(entries));
}

/** A device that is lost with its nth write. */
class LosingDevice extends CpuDevice {
  override readonly canBeLost = true;
  constructor(public writesLeft: number) {
    super();
  }
  /** Numbers that a write must have for the device to be lost with it, whatever is left. */
  losesWhenWriting = Number.POSITIVE_INFINITY;
  override write(...given: Parameters<CpuDevice['write']>): void {
    if (this.writesLeft-- <= 0 || given[1].length >= this.losesWhenWriting)
      throw new DeviceLostError('webgpu: the GPU was lost (unknown); open another device');
    super.write(...given);
  }
}

describe('a device that is lost in training', () => {
  const calibrated: Preset = { ...tinyPreset, padding: 'masked', averaging: 0.5, validation: 0.25, patience: 2 };

  test.each([
    [tinyPreset, 0.5],
    [tinyPreset, 0.7],
    [tinyPreset, 0.9],
    [calibrated, 0.9],
    // In its last write: the layer that is calibrated.
    [calibrated, 0.999],
  ])('is replaced, and the result is that of an undisturbed run (%o after %d of it)', async (preset, share) => {
    const enough = new LosingDevice(10_000);
    const whole = await trained({ device: enough, preset });
    const writes = Math.floor(share * (10_000 - enough.writesLeft));
    const spare = new CpuDevice();
    const { events, result } = await followed(
      train(options({ device: new LosingDevice(writes), preset, reopen: async () => spare })),
    );
    const lost = events.filter((event) => event.type === 'deviceLost');
    expect(lost).toEqual([
      expect.objectContaining({ message: expect.stringMatching(/the GPU was lost/), device: spare }),
    ]);
    expect(result.classifier.device).toBe(spare);
    expect(await parametersOf(result.classifier)).toEqual(await parametersOf(whole.classifier));
    expect(result.test).toEqual(whole.test);
  });

  test.each([true, false])('is copied to the host on the way, no other is (can be lost: %s)', async (canBeLost) => {
    const device = Object.assign(new CpuDevice(), { canBeLost });
    const reading = vi.spyOn(device, 'read');
    const { classifier } = await trained({ device, reopen: async () => device });
    const { size } = classifier.network.embedding.weight;
    expect(reading.mock.calls.some(([slice]) => slice.size === size)).toBe(canBeLost);
  });

  test('ends the training where there is no other', async () => {
    await expect(trained({ device: new LosingDevice(30) })).rejects.toThrow(DeviceLostError);
  });
});

describe('a part that is held back', () => {
  // One text in four has the other label's word: no one can be surer than by three to one.
  const doubtful = datasetOf(
    toyExamples({ neg: 'bad', pos: 'good' }, 100).map((example, n) =>
      n % 4 > 0
        ? example
        : { ...example, text: example.text.replace(/good|bad/, (word) => (word === 'bad' ? 'good' : 'bad')) },
    ),
  );
  const preset: Preset = { ...tinyPreset, epochs: 8, learningRate: 0.1, padding: 'masked', validation: 0.25 };

  test('gives the temperature that its logits were divided by, which changes no prediction', async () => {
    const { classifier, test, epochs } = await trained({ dataset: doubtful, preset });
    expect(classifier.provenance.temperature).not.toBe(1);
    expect(test.accuracy).toBe(epochs.at(-1)?.testAccuracy);
    const without = await trained({ dataset: doubtful, preset: { ...preset, validation: 0 } });
    expect(without.classifier.provenance).not.toHaveProperty('temperature');
  });

  test('teaches the vocabulary nothing, and is stratified', async () => {
    const named = toyExamples({ neg: 'bad', pos: 'good' }).map((example, n) => ({
      ...example,
      text: `${example.text} word${n} film word${n} film word${n} film`,
    }));
    const { classifier } = await trained({
      dataset: datasetOf(named),
      preset: { ...preset, patience: 8, ngramLength: 2, ngramCount: 100 },
    });
    // 12 of the 16 words that the training part alone has: two texts of either label are held back.
    const own = classifier.vocabulary.words
      .filter((word) => /^word\d+$/.test(word))
      .map((word) => Number(word.slice(4)));
    expect(own).toHaveLength(12);
    expect(own.filter((n) => n < 8)).toHaveLength(6);
    expect(classifier.provenance.examples).toBe(12);
    // "wordN film" occurs three times in its text.
    const known = Array.from({ length: classifier.ngrams.size }, (_, n) =>
      classifier.rowName(classifier.vocabulary.size + n),
    );
    for (let n = 0; n < 16; n++) expect(known.includes(`word${n} film`)).toBe(own.includes(n));
  });

  describe('and learned from in a second training', () => {
    const refitted: Preset = { ...preset, epochs: 3, averaging: 0.5, refit: 'whole' };
    const denseOf = async ({ network }: Classifier) => [...(await network.dense.weight.read())];

    test('gives what the whole alone gives, divided by the temperature of the rest alone', async () => {
      const { events, result } = await followed(train(options({ dataset: doubtful, preset: refitted })));
      const rest = await trained({ dataset: doubtful, preset: { ...refitted, refit: 'none' } });
      const whole = await trained({ dataset: doubtful, preset: { ...refitted, refit: 'none', validation: 0 } });
      const { temperature, examples } = result.classifier.provenance;
      expect([temperature, examples]).toEqual([rest.classifier.provenance.temperature, 200]);
      expect(rest.classifier.provenance.examples).toBe(150);
      const scaled = (await denseOf(whole.classifier)).map((weight) => Math.fround(weight / temperature!));
      expect(await denseOf(result.classifier)).toEqual(scaled);
      expect(result.test.accuracy).toBe(whole.test.accuracy);
      // 150 texts in batches of 4, three times; after that 200.
      const counted = (type: TrainEvent['type']) => events.filter((event) => event.type === type);
      expect(counted('calibrate').map((event) => event.type === 'calibrate' && event.done)).toEqual(
        Array.from({ length: 3 * 38 }, (_, n) => n + 1),
      );
      expect([counted('step').length, counted('epoch').length]).toEqual([3 * 50, 3]);
    });

    test('is not trained on for its temperature again when the second is resumed', async () => {
      const undisturbed = await trained({ dataset: doubtful, preset: refitted });
      let kept: TrainingState | undefined;
      const stopping = async () => {
        const checkpoint = async (state: TrainingState) => {
          kept = state;
        };
        for await (const event of train(options({ dataset: doubtful, preset: refitted, checkpoint }))) {
          if (event.type === 'epoch' && event.epoch === 1) return;
        }
      };
      await stopping();
      const { events, result } = await followed(train(options({ dataset: doubtful, preset: refitted, resume: kept })));
      expect(events.filter((event) => event.type === 'calibrate')).toEqual([]);
      expect(await parametersOf(result.classifier)).toEqual(await parametersOf(undisturbed.classifier));
      expect(result.classifier.provenance).toEqual(undisturbed.classifier.provenance);
    });

    test.each([0.1, 0.4, 0.6, 0.95])('goes on elsewhere when the device is lost after %d of it', async (share) => {
      const enough = new LosingDevice(100_000);
      const whole = await trained({ device: enough, dataset: doubtful, preset: refitted });
      const writes = Math.floor(share * (100_000 - enough.writesLeft));
      const spare = new CpuDevice();
      const given = {
        device: new LosingDevice(writes),
        dataset: doubtful,
        preset: refitted,
        reopen: async () => spare,
      };
      const { events, result } = await followed(train(options(given)));
      expect(events.filter((event) => event.type === 'deviceLost')).toHaveLength(1);
      expect(result.classifier.device).toBe(spare);
      expect(await parametersOf(result.classifier)).toEqual(await parametersOf(whole.classifier));
    });

    test('goes on elsewhere when the device is lost between the two', async () => {
      const device = new LosingDevice(100_000);
      const spare = new CpuDevice();
      const preset = { ...refitted, dimensions: 1000 };
      const given = { device, dataset: doubtful, preset, reopen: async () => spare };
      const events: TrainEvent[] = [];
      const training = train(options(given));
      let next = await training.next();
      for (; !next.done; next = await training.next()) {
        events.push(next.value);
        // The first table is written by then, and nothing but the second is as large.
        if (next.value.type === 'calibrate') device.losesWhenWriting = 5000;
      }
      expect(events.filter((event) => event.type === 'deviceLost')).toEqual([
        expect.objectContaining({ device: spare, anew: true }),
      ]);
      expect(events.filter((event) => event.type === 'calibrate')).toHaveLength(114);
      expect(next.value.classifier.device).toBe(spare);
    });

    test('that diverges in its last step is a TrainingError', async () => {
      const one = { ...refitted, epochs: 1, batchSize: 150, averaging: 0, learningRate: 1e30 };
      const error = await trained({ dataset: doubtful, preset: one }).catch((error) => error);
      expect(error).toBeInstanceOf(TrainingError);
      expect(error.message).toMatch(
        /^train: the predictions on what is held back are no numbers; must be finite; lower/,
      );
    });

    test('is aborted in the first with the reason that was given', async () => {
      const controller = new AbortController();
      const aborting = async () => {
        for await (const event of train(options({ dataset: doubtful, preset: refitted, signal: controller.signal }))) {
          if (event.type === 'calibrate' && event.done === 40) controller.abort(new Error('enough'));
        }
      };
      await expect(aborting()).rejects.toThrow('enough');
    });

    test('needs no first training where too little is held back, and tells of word vectors once', async () => {
      const read = async (wanted: ReadonlySet<string>): Promise<WordVectors> => ({
        dimensions: 2,
        rows: new Map([...wanted].map((word) => [word, Float32Array.of(1, 2)])),
      });
      const typesOf = (events: TrainEvent[], type: TrainEvent['type']) => events.filter((event) => event.type === type);
      const vectors = { name: 'toy', read };
      const few = await followed(train(options({ preset: refitted, vectors })));
      expect(few.result.classifier.provenance).not.toHaveProperty('temperature');
      expect(few.result.calibrationSeconds).toBe(0);
      const enough = await followed(train(options({ dataset: doubtful, preset: refitted, vectors })));
      expect([few, enough].map(({ events }) => typesOf(events, 'vectors').length)).toEqual([1, 1]);
      expect([few, enough].map(({ events }) => typesOf(events, 'calibrate').length > 0)).toEqual([false, true]);
      expect(enough.result.calibrationSeconds).toBeGreaterThan(0);
    });

    test('leaves nothing on the device when it is left in the first', async () => {
      const device = new CpuDevice();
      const [allocating, freeing] = [vi.spyOn(device, 'allocate'), vi.spyOn(device, 'free')];
      for await (const event of train(options({ device, dataset: doubtful, preset: refitted }))) {
        if (event.type === 'calibrate' && event.done === 40) break;
      }
      expect(allocating.mock.calls.length).toBeGreaterThan(0);
      expect(freeing.mock.calls.length).toBe(allocating.mock.calls.length);
    });
  });

  test('is none where it would be too small to calibrate on: all is learned from, and a label of one example too', async () => {
    const rare = { name: 'train/rare/0', label: 'rare', split: 'train', text: 'odd film' } as const;
    const { classifier } = await trained({ dataset: datasetOf([...toyExamples(), rare]), preset });
    expect(classifier.provenance.examples).toBe(17);
    expect(classifier.provenance).not.toHaveProperty('temperature');
  });
});

describe('n-grams and a table that begins with counts', () => {
  // Only the pair tells the labels apart: every word is in both.
  const pairs = datasetOf(toyExamples({ neg: 'not good though bad', pos: 'good though not bad' }));
  const preset: Preset = {
    ...tinyPreset,
    ...{ stopWords: 'kept', branches: [{ filters: 4, kernelSize: 1, padding: 0 }], epochs: 1, learningRate: 1e-6 },
  };

  test('make the first epoch right where words alone know nothing', async () => {
    const settings = { ngramLength: 2, ngramCount: 50, initialEmbedding: 'naive-bayes' } as const;
    const { test, classifier } = await trained({ dataset: pairs, preset: { ...preset, ...settings } });
    expect(test.accuracy).toBe(1);
    expect(classifier.ngrams.size).toBeGreaterThan(0);
    const words = await trained({ dataset: pairs, preset: { ...preset, initialEmbedding: 'naive-bayes' } });
    expect(words.test.auc).toBeLessThan(0.8);
  });

  test('the first table has what counts say along the network’s own directions, on top of word vectors', async () => {
    const one = { ...preset, initialEmbedding: 'naive-bayes', learningRate: 1e-12, naiveBayesScale: 1 } as const;
    const { classifier } = await trained({ preset: one });
    const [good, bad] = ['good', 'bad'].map((word) => classifier.vocabulary.idOf(word));
    const logits = async (id: number) =>
      (await classifier.predictBatch(makeBatch([{ ids: Int32Array.of(id), label: 0 }], -1)))[0].logits;
    const margins = await Promise.all([good, bad].map(async (id) => (await logits(id)).reduce((no, yes) => yes - no)));
    // All 8 texts of one label have the word, none of the 8 others: ln(9/10) - ln(1/10).
    expect(margins).toEqual([expect.closeTo(Math.log(9), 3), expect.closeTo(-Math.log(9), 3)]);
    const read = async (wanted: ReadonlySet<string>): Promise<WordVectors> => ({
      dimensions: 4,
      rows: new Map([...wanted].map((word) => [word, Float32Array.of(1, 2, 3, 4)])),
    });
    const added = await trained({ preset: one, vectors: { name: 'toy', read } });
    const [before, after] = [
      await classifier.network.embedding.weight.read(),
      await added.classifier.network.embedding.weight.read(),
    ];
    expect(after[4 * good] - before[4 * good]).toBeCloseTo(1, 5);
    expect(after[4 * good + 3] - before[4 * good + 3]).toBeCloseTo(4, 5);
  });
});

describe.each(devices)('train on $name', (device) => {
  test('learns which word makes the label', async () => {
    const preset = { ...tinyPreset, epochs: 6, learningRate: 0.05 };
    const { classifier, test, epochs } = await trained({ device, preset });
    expect(test).toMatchObject({ examples: 16, accuracy: 1, auc: 1 });
    expect(epochs.at(-1)).toMatchObject({ epoch: 5, trainAccuracy: 1, testAccuracy: 1 });
    expect(epochs[5].trainLoss).toBeLessThan(epochs[0].trainLoss / 2);
    const labels = (await classifier.predict(['a good one', 'what a bad one'])).map(({ label }) => label);
    expect(labels).toEqual(['pos', 'neg']);
  });

  test.each([
    ['the article', tinyPreset],
    ['all that goes beyond it', beyond],
  ])('what was stopped and resumed ends with the bits and the figures of an undisturbed run: %s', async (_, preset) => {
    const whole = await trained({ device, preset });
    const wholeParameters = await parametersOf(whole.classifier);
    // 16 texts in batches of 4: stopped in the first epoch, in its evaluation, and in the second epoch.
    for (const stopAt of [2, 4, 7]) {
      let file: Uint8Array | undefined;
      const controller = new AbortController();
      const checkpoint = async (state: TrainingState) => {
        file = Buffer.concat([...saveTrainingState(state, {})]);
      };
      const stopping = (async () => {
        let steps = 0;
        for await (const event of train(options({ device, preset, signal: controller.signal, checkpoint }))) {
          if (event.type === 'step' && ++steps === stopAt) controller.abort(new Error('enough'));
        }
      })();
      await expect(stopping).rejects.toThrow('enough');
      const { state } = loadTrainingState(file ?? new Uint8Array(), 'checkpoint');
      const resumed = await trained({ device, preset, resume: state });
      expect(await parametersOf(resumed.classifier)).toEqual(wholeParameters);
      const figures = (epochs: EpochSummary[]) => epochs.map((epoch) => ({ ...epoch, seconds: 0 }));
      expect(figures(resumed.epochs)).toEqual(figures(whole.epochs));
      expect(resumed.test).toEqual(whole.test);
    }
  });

  test.each<Partial<Preset>>([
    { activation: 'relu' },
    { padding: 'masked' },
    { pooling: 'root', padding: 'masked' },
    { dropout: 0.5 },
    { labelSmoothing: 0.1 },
    { schedule: 'linear' },
    { schedule: 'cosine' },
    { weightDecay: 0.1 },
    { averaging: 0.5 },
  ])('%o changes what is learned, and the way stays finite', async (setting) => {
    // Texts of one length would not show how padding is taken.
    const uneven = toyExamples().map((example, n) => ({ ...example, text: `${example.text}${' film'.repeat(n % 3)}` }));
    const dataset = datasetOf(uneven);
    const learned = async (preset: Preset) => parametersOf((await trained({ device, preset, dataset })).classifier);
    const [plain, changed] = [await learned(tinyPreset), await learned({ ...tinyPreset, ...setting })];
    expect(changed['dense.weight']).not.toEqual(plain['dense.weight']);
    for (const value of changed['dense.weight']) expect(Number.isFinite(value)).toBe(true);
  });

  test('a checkpoint of another network is refused', async () => {
    let latest: TrainingState | undefined;
    await trained({
      device,
      checkpoint: async (state) => {
        latest = state;
      },
    });
    const other = { ...tinyPreset, dimensions: 5 };
    await expect(trained({ device, preset: other, resume: latest })).rejects.toThrow(
      /train: the checkpoint has .*; this network has/,
    );
  });

  test('the same seed gives the same parameters, bit for bit; another seed others', async () => {
    const of = async (seed: number) => parametersOf((await trained({ device, seed })).classifier);
    const first = await of(1);
    expect(await of(1)).toEqual(first);
    expect((await of(2))['dense.weight']).not.toEqual(first['dense.weight']);
  });
});

describe('the result', () => {
  test('does not depend on the order in which the texts are read', async () => {
    const [inOrder, reversed] = [toy, datasetOf(toyExamples(), toyExamples().reverse())];
    const [one, other] = [await trained({ dataset: inOrder }), await trained({ dataset: reversed })];
    expect(await parametersOf(other.classifier)).toEqual(await parametersOf(one.classifier));
    expect(other.test).toEqual(one.test);
  });

  test('says how it came to be', async () => {
    const { classifier } = await trained({ limit: 6 });
    expect(classifier.provenance).toEqual({
      dataset: 'toy',
      seed: 1,
      vectors: 'none',
      epochs: 2,
      batchSize: 4,
      learningRate: 0.01,
      limit: 6,
      examples: 6,
    });
    expect(classifier.labels).toEqual(['neg', 'pos']);
    expect(classifier.vocabulary.words.slice(4).sort()).toEqual(expect.arrayContaining(['bad', 'good']));
  });

  test('three labels have three classes, in the order of the alphabet', async () => {
    const preset = { ...tinyPreset, epochs: 8, learningRate: 0.05 };
    const dataset = datasetOf(toyExamples({ sad: 'dreary', angry: 'furious', glad: 'happy' }));
    const { classifier, test } = await trained({ dataset, preset });
    expect(classifier.labels).toEqual(['angry', 'glad', 'sad']);
    expect(test).toMatchObject({ accuracy: 1, auc: 1 });
    expect(test.roc).toHaveLength(3);
  });

  test('a data set without parts is split by the seed', async () => {
    const whole = toyExamples().map(({ split: _, ...example }) => example);
    const { test, classifier } = await trained({ dataset: datasetOf(whole) });
    // A fifth of 16 of each label.
    expect(test.examples).toBe(6);
    expect(classifier.provenance.examples).toBe(26);
  });
});

describe('events', () => {
  test('come in order and complete', async () => {
    const { events, result } = await followed(train(options({ limit: 6 })));
    const line = (event: TrainEvent) => {
      switch (event.type) {
        case 'preprocess':
          return `preprocess ${event.done}/${event.total}`;
        case 'step':
          return `step ${event.epoch}: ${event.step}/${event.steps}, ${event.examples}`;
        case 'evaluate':
          return `${event.part} ${event.done}/${event.total}`;
        default:
          return `${event.type}`;
      }
    };
    const epoch = (n: number) => [
      ...[`step ${n}: 1/2, 4`, `step ${n}: 2/2, 6`, 'train 4/6', 'train 6/6', 'test 4/6', 'test 6/6', 'epoch'],
    ];
    const preprocessing = Array.from({ length: 12 }, (_, n) => `preprocess ${n + 1}/12`);
    expect(events.map(line)).toEqual([...preprocessing, 'classifier', ...epoch(0), ...epoch(1)]);
    const summaries = events.filter((event) => event.type === 'epoch').map(({ type: _, ...summary }) => summary);
    expect(result.epochs).toEqual(summaries);
    expect(summaries[1]).toEqual({
      epoch: 1,
      seconds: expect.any(Number),
      trainLoss: expect.any(Number),
      trainAccuracy: expect.any(Number),
      testAccuracy: result.test.accuracy,
    });
  });
});

describe('vectors', () => {
  const good = [1, 2, 3];
  /** So small a rate that what the table starts with is what it ends with. */
  const still = { ...tinyPreset, epochs: 1, learningRate: 1e-30 };

  function vectors(rows: Record<string, number[]> = { good }) {
    const asked: ReadonlySet<string>[] = [];
    const read = async (wanted: ReadonlySet<string>): Promise<WordVectors> => {
      asked.push(wanted);
      return {
        dimensions: 3,
        rows: new Map(Object.entries(rows).map(([word, row]) => [word, Float32Array.from(row)])),
      };
    };
    return { asked, vectors: { name: 'three', read } };
  }

  async function rowsOf({ network, vocabulary }: Classifier): Promise<Record<string, number[]>> {
    const table = await network.embedding.weight.read();
    const dimensions = table.length / vocabulary.size;
    return Object.fromEntries(
      vocabulary.words.map((word, n) => [word, [...table].slice(n * dimensions).slice(0, dimensions)]),
    );
  }

  test('of the words of the vocabulary are asked for once, and their dimensions count', async () => {
    const { asked, vectors: three } = vectors();
    const { events, result } = await followed(train(options({ vectors: three })));
    expect(asked.map((words) => [...words].sort())).toEqual([['bad', 'good', ...noise].sort()]);
    expect(events).toContainEqual({ type: 'vectors', found: 1, words: 7, dimensions: 3 });
    expect(result.classifier.preset.dimensions).toBe(3);
    expect(result.classifier.network.embedding.weight.shape).toEqual([11, 3]);
    expect(result.classifier.provenance.vectors).toBe('three');
  });

  test('stand in the table at the start; words without one start at zero', async () => {
    const rows = await rowsOf((await trained({ ...vectors(), preset: still })).classifier);
    expect(rows.good).toEqual(good);
    for (const word of ['bad', '<unk>', ...noise]) for (const x of rows[word]) expect(x).toBeCloseTo(0, 20);
  });

  test('are trained further, and so are the rows that started at zero; those that no text reaches stay', async () => {
    const rows = await rowsOf((await trained(vectors())).classifier);
    expect(rows.good).not.toEqual(good);
    expect(Math.hypot(...rows.bad)).toBeGreaterThan(0.001);
    expect(rows['<bos>']).toEqual([0, 0, 0]);
  });

  test('of words that were not asked for are left aside', async () => {
    const more = vectors({ good, zebra: [9, 9, 9], '<unk>': [9, 9, 9] });
    const { events, result } = await followed(train(options({ vectors: more.vectors, preset: still })));
    expect(events).toContainEqual({ type: 'vectors', found: 1, words: 7, dimensions: 3 });
    for (const x of (await rowsOf(result.classifier))['<unk>']) expect(x).toBeCloseTo(0, 20);
  });
});

describe('an abort', () => {
  /** Trains until an event for which `when` holds, and then aborts. */
  async function abortedAt(when: (event: TrainEvent) => boolean, more: Partial<TrainOptions> = {}) {
    const controller = new AbortController();
    const reason = new Error('stopped by hand');
    let after = -1;
    const training = (async () => {
      for await (const event of train(options({ ...more, signal: controller.signal }))) {
        if (after >= 0) after++;
        if (after < 0 && when(event)) {
          after = 0;
          controller.abort(reason);
        }
      }
    })();
    await expect(training).rejects.toBe(reason);
    expect(after).toBe(0);
  }

  test.each<[string, (event: TrainEvent) => boolean]>([
    ['while texts are read', ({ type }) => type === 'preprocess'],
    ['after the last text', (event) => event.type === 'preprocess' && event.done === event.total],
    ['in an epoch', ({ type }) => type === 'step'],
    ['in an evaluation', ({ type }) => type === 'evaluate'],
    ['after an epoch', ({ type }) => type === 'epoch'],
  ])('%s throws its reason before another event', (_, when) => abortedAt(when));

  test('before the start throws its reason, and no text is read', async () => {
    const dataset: Dataset = { ...toy, list: () => Promise.reject(new Error('was asked')) };
    await expect(trained({ dataset, signal: AbortSignal.abort('no') })).rejects.toBe('no');
  });

  test('closes what was being read', async () => {
    let closed = false;
    async function* read() {
      try {
        yield* toy.read();
      } finally {
        closed = true;
      }
    }
    await abortedAt(({ type }) => type === 'preprocess', { dataset: { ...toy, read } });
    expect(closed).toBe(true);
    closed = false;
    for await (const _ of train(options({ dataset: { ...toy, read } }))) break;
    expect(closed).toBe(true);
  });

  test('or leaving the loop frees the network and what trained it', async () => {
    const device = new CpuDevice();
    const preset = { ...tinyPreset, dimensions: 1000 };
    for (const kind of ['step', 'evaluate']) {
      await abortedAt(({ type }) => type === kind, { device, preset });
      for await (const { type } of train(options({ device, preset }))) if (type === kind) break;
    }
    // The table alone has 11,000.
    expect(device.memory.elements).toBeLessThan(2000);
  });
});

test('a training that ended holds the network and little else on the device', async () => {
  const device = new CpuDevice();
  const { classifier } = await trained({ device, preset: { ...tinyPreset, dimensions: 1000 } });
  classifier.dispose();
  expect(device.memory.elements).toBeLessThan(2000);
});

describe('what cannot be trained', () => {
  const refusal = async (more: Partial<TrainOptions>) => {
    const error = await trained(more).then(
      () => undefined,
      (error) => error,
    );
    expect(error.message).not.toContain('\n');
    return error;
  };

  test('a learning rate far too large is a TrainingError, found by the loss of the next step', async () => {
    const error = await refusal({ preset: { ...tinyPreset, learningRate: 1e30 } });
    expect(error).toBeInstanceOf(TrainingError);
    expect(error.message).toMatch(/^fit: the loss is .* must be finite; lower the learning rate$/);
  });

  test('and where there is no next step, by the predictions', async () => {
    const preset = { ...tinyPreset, learningRate: 1e30, epochs: 1, batchSize: 100 };
    const error = await refusal({ preset });
    expect(error).toBeInstanceOf(TrainingError);
    expect(error.message).toBe(
      'train: the predictions after epoch 0 are no numbers; must be finite; lower the learning rate',
    );
  });

  test('settings that cannot be used are a TrainingError that names them', async () => {
    const error = await refusal({ preset: { ...tinyPreset, batchSize: 0 } });
    expect(error).toBeInstanceOf(TrainingError);
    expect(error.message).toMatch(/^train: the preset's batchSize is 0; must be a whole number .*; change it$/);
  });

  test('one label to learn, or nothing to test with, is a DatasetError', async () => {
    for (const dataset of [
      datasetOf(toyExamples({ neg: 'bad' })),
      datasetOf(toyExamples().filter(({ split }) => split === 'train')),
    ]) {
      const error = await refusal({ dataset });
      expect(error).toBeInstanceOf(DatasetError);
      expect(error.message).toContain('there must be two labels or more, and something to test with');
    }
  });

  test('a limit of one leaves one label, and says so', async () => {
    expect((await refusal({ limit: 1 })).message).toContain('toy: 1 labels to learn, 1 examples to test with');
  });

  test('a label of the test part that training never saw is a DatasetError that names it', async () => {
    const odd: Example = { name: 'test/odd', label: 'so-so', split: 'test', text: 'film' };
    const error = await refusal({ dataset: datasetOf([...toyExamples(), odd]) });
    expect(error).toBeInstanceOf(DatasetError);
    expect(error.message).toContain('test/odd: label "so-so"; the model knows "neg", "pos"');
  });

  test('texts without a single word still give a classifier: the prior', async () => {
    const empty = toyExamples().map((example) => ({ ...example, text: '' }));
    const { classifier, test } = await trained({ dataset: datasetOf(empty) });
    expect(classifier.vocabulary.size).toBe(4);
    expect(test.auc).toBe(0.5);
  });
});
