import { createRandom, type Device, Indices, openDevice, softmaxCrossEntropy, Tensor } from '@textcam/tensor';
import { afterAll, describe, expect, test } from 'vitest';
import { findGpu } from '../../tensor/src/node/driver.js';
import { countingGpu } from '../../tensor/test/countingGpu.js';
import { devices } from '../../tensor/test/devices.js';
import { LossLog } from '../src/lossLog.js';
import { Adam } from '../src/optimizers/adam.js';
import { articleNetwork, TextCnn } from '../src/textCnn.js';
import { type RecordedLoss, RecordedSteps } from '../src/trainingSteps.js';

interface Batch {
  ids: Int32Array;
  labels: Int32Array;
  shape: [texts: number, time: number];
}
interface Sizes {
  rows: number;
  dimensions: number;
  texts: number;
}

/** Batches of texts of many lengths, padded with entry 0; word n is about as frequent as 1 / n. Positive ones have more even words. */
function batchOf({ rows, texts }: Sizes, time: number, seed: number): Batch {
  const random = createRandom(seed);
  const labels = Int32Array.from({ length: texts }, (_, n) => n % 2);
  const ids = new Int32Array(texts * time);
  for (let n = 0; n < texts; n++) {
    const length = 1 + Math.floor(random() * time);
    for (let t = 0; t < length; t++) {
      const word = 1 + Math.floor((rows - 2) ** random());
      ids[n * time + t] = random() < 0.3 ? (word & ~1) | (1 - labels[n]) : word;
    }
  }
  return { ids, labels, shape: [texts, time] };
}

/** The article's network in training as `fit` trains it: a recording for each length, replayed. */
function train(device: Device, { rows, dimensions }: Sizes) {
  const network = new TextCnn({ rows, dimensions, classes: 2, ...articleNetwork }, device, createRandom(1));
  const parameters = network.parameters();
  const optimizer = new Adam(parameters);
  const log = new LossLog(device, 1000);
  const loss: RecordedLoss<Batch> = {
    shapeOf: ({ shape }) => `${shape}`,
    open({ ids, labels, shape }) {
      const indices = new Indices(device, ids, shape, rows);
      const lengths = Tensor.from(device, new Int32Array(labels.length).fill(shape[1]), [labels.length], 'int32');
      const expected = Tensor.from(device, labels, [labels.length], 'int32');
      return {
        write(batch) {
          indices.write(batch.ids);
          expected.write(batch.labels);
        },
        loss: () => softmaxCrossEntropy(network.forward({ indices, lengths }).logits, expected),
        dispose() {
          for (const made of [indices, lengths, expected]) made.dispose();
        },
      };
    },
  };
  const steps = new RecordedSteps(device, loss, { parameters, optimizer, maximumNorm: undefined, log });
  return { parameters, log, run: (batch: Batch) => steps.run(batch) };
}

function normOf(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value * value;
  return Math.sqrt(total);
}

const gpus = devices.filter(({ name }) => name === 'webgpu');
const opened: Device[] = [];
afterAll(() => {
  for (const device of opened) device.close();
});

describe.runIf(gpus.length > 0)("the article's training step, counted on the GPU itself", () => {
  test('is at most 20 dispatches and one submission, and creates and maps nothing', async () => {
    const { gpu, counts } = countingGpu(await findGpu());
    const device = await openDevice('webgpu', { gpu });
    opened.push(device);
    const sizes = { rows: 10_004, dimensions: 300, texts: 100 };
    const { run, log } = train(device, sizes);
    // The first measures the bodies there are to choose from; the reading waits for that.
    for (let seed = 0; seed < 3; seed++) {
      run(batchOf(sizes, 150, seed));
      await log.take();
    }
    const before = { ...counts };
    run(batchOf(sizes, 150, 3));
    const { dispatches, submissions, passes, ...rest } = counts;
    expect(dispatches - before.dispatches).toBeGreaterThan(10);
    expect(dispatches - before.dispatches).toBeLessThanOrEqual(20);
    expect(submissions - before.submissions).toBe(1);
    expect(passes - before.passes).toBe(1);
    expect(rest).toEqual({
      buffersCreated: before.buffersCreated,
      buffersAlive: before.buffersAlive,
      bindGroupsCreated: before.bindGroupsCreated,
      maps: before.maps,
      compilations: before.compilations,
    });
  }, 60_000);
});

describe.runIf(gpus.length > 0)("fifty steps of the article's network", () => {
  const sizes = { rows: 2000, dimensions: 32, texts: 24 };
  const lengths = [96, 64];

  async function fiftySteps(device: Device) {
    const { run, log, parameters } = train(device, sizes);
    for (let step = 0; step < 50; step++) run(batchOf(sizes, lengths[step % lengths.length], step));
    const losses = await log.take();
    const names = Object.keys(parameters);
    const values = await Promise.all(names.map((name) => parameters[name].read()));
    return { losses, values: Object.fromEntries(names.map((name, n) => [name, values[n]])) };
  }

  test.each(gpus)(
    'give the same bits twice on $name, and what they give on the CPU',
    async (device) => {
      const first = await fiftySteps(device);
      expect(await fiftySteps(device)).toEqual(first);
      expect(first.losses[49]).toBeLessThan(first.losses[0]);

      const [cpu] = devices.filter(({ name }) => name === 'cpu');
      const { values } = await fiftySteps(cpu);
      for (const [name, value] of Object.entries(first.values)) {
        const difference = value.map((x, i) => x - values[name][i]);
        expect(normOf(difference) / normOf(values[name]), name).toBeLessThanOrEqual(1e-4);
      }
    },
    60_000,
  );
});
