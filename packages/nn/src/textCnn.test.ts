import {
  add,
  capture,
  createRandom,
  type Device,
  gradients,
  Indices,
  slice,
  softmaxCrossEntropy,
  sum,
  Tensor,
  together,
} from '@textcam/tensor';
import { describe, expect, test } from 'vitest';
import { devices } from '../../tensor/test/devices.js';
import { arithmetic, expectClose } from '../../tensor/test/tolerance.js';
import { articleNetwork, TextCnn, type TextCnnOptions } from './textCnn.js';

const rows = 6;

function make(device: Device, options: Partial<TextCnnOptions> = {}): TextCnn {
  return new TextCnn({ rows, dimensions: 3, classes: 2, ...articleNetwork, ...options }, device, createRandom(1));
}

function batchOf(device: Device, ids: number[][]) {
  const time = Math.max(...ids.map((text) => text.length));
  const padded = ids.flatMap((text) => [...text, ...new Array<number>(time - text.length).fill(0)]);
  return { indices: new Indices(device, padded, [ids.length, time], rows) };
}

/** The same with the padding masked. */
function maskedBatchOf(device: Device, ids: number[][]) {
  const time = Math.max(...ids.map((text) => text.length));
  const padded = ids.flatMap((text) => [...text, ...new Array<number>(time - text.length).fill(-1)]);
  const lengths = ids.map((text) => text.length);
  return {
    indices: new Indices(device, padded, [ids.length, time], rows),
    lengths: Tensor.from(device, lengths, [ids.length], 'int32'),
  };
}

describe.each(devices)('TextCnn on $name', (device) => {
  test("the article's branches give T, T + 1 and T positions, and two logits a text", () => {
    const { features, logits } = make(device).forward(batchOf(device, [[1, 2, 3, 4], [5]]));
    expect(features.map(({ shape }) => shape)).toEqual([
      [2, 4, 32],
      [2, 5, 16],
      [2, 4, 8],
    ]);
    expect(logits.shape).toEqual([2, 2]);
  });

  test('its parameters are named by layer, in the order of the layers', () => {
    const parameters = make(device).parameters();
    expect(Object.entries(parameters).map(([name, { shape }]) => `${name} [${shape.join(', ')}]`)).toEqual([
      'embedding.weight [6, 3]',
      'conv1.weight [32, 1, 3]',
      'conv1.bias [32]',
      'conv2.weight [16, 2, 3]',
      'conv2.bias [16]',
      'conv3.weight [8, 3, 3]',
      'conv3.bias [8]',
      'dense.weight [2, 56]',
      'dense.bias [2]',
    ]);
  });

  test('a logit can be differentiated by the features', async () => {
    const model = make(device);
    const { features, logits } = model.forward(batchOf(device, [[1, 2]]));
    const [byFeature] = gradients(sum(slice(logits, [0, 0], [1, 1])), [features[1]]);
    // Mean over 3 positions, then the dense weights of channels 32 to 47: the same at each position.
    const weights = (await model.dense.weight.read()).subarray(32, 48);
    const expected = [0, 1, 2].flatMap(() => Array.from(weights, (weight) => weight / 3));
    expectClose(await byFeature.read(), expected, arithmetic);
  });

  test('with padding counted, a longer batch-mate changes a prediction', async () => {
    const model = make(device);
    const alone = await model.forward(batchOf(device, [[1, 2]])).logits.read();
    const beside = await model
      .forward(
        batchOf(device, [
          [1, 2],
          [3, 4, 5, 1, 2],
        ]),
      )
      .logits.read();
    expect(Math.abs(alone[0] - beside[0])).toBeGreaterThan(1e-3);
  });

  test('with padding masked, it does not', async () => {
    const model = make(device);
    const alone = await model.forward(batchOf(device, [[1, 2]])).logits.read();
    const beside = await model
      .forward(
        maskedBatchOf(device, [
          [1, 2],
          [3, 4, 5, 1, 2],
        ]),
      )
      .logits.read();
    expectClose(beside.subarray(0, 2), alone, arithmetic);
  });

  test('with padding masked, a text of one real token and one of full length agree with counted ones', async () => {
    const model = make(device);
    for (const text of [[4], [1, 2, 3, 4]]) {
      const masked = await model.forward(maskedBatchOf(device, [text])).logits.read();
      expectClose(masked, await model.forward(batchOf(device, [text])).logits.read(), arithmetic);
    }
  });

  test('with padding masked, a text without tokens is scored by the biases', async () => {
    const model = make(device);
    const { 'conv1.bias': bias1, 'conv2.bias': bias2, 'conv3.bias': bias3, 'dense.bias': bias } = model.parameters();
    bias1.write(new Array(32).fill(1));
    bias2.write(new Array(16).fill(2));
    bias3.write(new Array(8).fill(3));
    bias.write([0.5, -0.5]);
    const { logits } = model.forward(maskedBatchOf(device, [[], [1, 2]]));
    const weights = await model.dense.weight.read();
    const expected = [0, 1].map((c) => {
      const row = Array.from(weights.subarray(c * 56, (c + 1) * 56));
      return row.reduce((total, w, k) => total + w * (k < 32 ? 1 : k < 48 ? 2 : 3), 0.5 - c);
    });
    expectClose((await logits.read()).subarray(0, 2), expected, 1e-5);
  });

  test('with padding masked, nothing is learned from positions past the end', async () => {
    const model = make(device);
    const { logits } = model.forward(maskedBatchOf(device, [[1], [2, 3, 4]]));
    const [table] = gradients(sum(logits), [model.embedding.weight]);
    expect([...(await table.read())].slice(0, 3)).toEqual([0, 0, 0]);
  });

  test('lengths that are not one per text are refused', () => {
    const { indices } = batchOf(device, [[1, 2], [3]]);
    const lengths = Tensor.from(device, [2], [1], 'int32');
    expect(() => make(device).forward({ indices, lengths })).toThrow(
      'meansOverTime: x [2, 2, 32], lengths [1]; there must be one length per text, [2]',
    );
  });

  test('lengths that are all the time there is are the same as none', async () => {
    const model = make(device);
    const { indices } = batchOf(device, [[1, 2, 3], [4]]);
    const lengths = Tensor.from(device, [3, 3], [2], 'int32');
    expect(await model.forward({ indices, lengths }).logits.read()).toEqual(
      await model.forward({ indices }).logits.read(),
    );
  });

  // Buckets: a batch is padded to one of a few lengths, so that few shapes exist. That must not show.
  describe('padded on to a longer bucket', () => {
    const ids = Array.from({ length: 5 }, (_, b) =>
      Array.from({ length: 23 - 5 * b }, (_, s) => (7 * s + 3 * b) % rows),
    );
    const time = 23;

    /** Logits, loss and all gradients of a batch in which padding stands up to `time`, and nothing from there on. */
    async function stepOf({ padding, lengths, bucket }: { padding: number; lengths: number[]; bucket: number }) {
      const model = make(device, { dimensions: 5 });
      const padded = ids.flatMap((text) => [
        ...text,
        ...new Array<number>(time - text.length).fill(padding),
        ...new Array<number>(bucket - time).fill(-1),
      ]);
      const { logits } = model.forward({
        indices: new Indices(device, padded, [ids.length, bucket], rows),
        lengths: Tensor.from(device, lengths, [ids.length], 'int32'),
      });
      const loss = softmaxCrossEntropy(logits, Tensor.from(device, [0, 1, 1, 0, 1], [5], 'int32'));
      const found = gradients(loss, Object.values(model.parameters()));
      return Promise.all([logits, loss, ...found].map((tensor) => tensor.read()));
    }

    test.each([
      { name: 'with padding counted, as the article does', padding: 0, lengths: ids.map(() => time) },
      { name: 'with padding masked', padding: -1, lengths: ids.map((text) => text.length) },
    ])('no bit of logits, loss or gradients changes, $name', async ({ padding, lengths }) => {
      const exact = await stepOf({ padding, lengths, bucket: time });
      for (const bucket of [time + 1, 40, 300]) {
        const values = await stepOf({ padding, lengths, bucket });
        for (const [n, tensor] of values.entries()) expect(tensor).toEqual(exact[n]);
      }
    });
  });

  test("a training step of the article's network, but for the optimizer, takes 18 dispatches", () => {
    const model = make(device, { dimensions: 8 });
    const batch = maskedBatchOf(device, [
      [1, 2, 3],
      [4, 5],
    ]);
    const labels = Tensor.from(device, [0, 1], [2], 'int32');
    const parameters = Object.values(model.parameters());
    const places = together(parameters).twin().parts;
    const step = () => gradients(softmaxCrossEntropy(model.forward(batch).logits, labels), parameters, places);
    // The first one measures, where an adapter has several bodies to choose from.
    step();
    const before = device.counters.dispatches;
    step();
    expect(device.counters.dispatches - before).toBe(18);
  });

  // One word is one number, and one filter hands it on: -1, 4 and 9 for the rows 1 to 3.
  function small(options: Partial<TextCnnOptions>): TextCnn {
    const branches = [{ filters: 1, kernelSize: 1, padding: 0 }];
    const embeddingValues = Float32Array.of(0, -1, 4, 9, 0, 0);
    const model = make(device, { dimensions: 1, branches, embeddingValues, ...options });
    model.convolutions[0].weight.write([1]);
    model.dense.weight.write([1, 2]);
    return model;
  }

  test('with relu, what is below 0 counts as 0, in the features handed out too, and it is no affine function', async () => {
    const model = small({ activation: 'relu' });
    const { features, means, logits } = model.forward(
      maskedBatchOf(device, [
        [1, 2],
        [1, 1],
      ]),
    );
    expect([...(await features[0].read())]).toEqual([0, 4, 0, 0]);
    expect([...(await means.read())]).toEqual([2, 0]);
    expect([...(await logits.read())]).toEqual([2, 4, 0, 0]);
    expect([model.affine, make(device).affine]).toEqual([false, true]);
  });

  describe('pooled by the root', () => {
    const model = small({ pooling: 'root' });

    test('a text weighs the root of its length times its mean; one of no words counts as one of zeros', async () => {
      const { means, logits } = model.forward(maskedBatchOf(device, [[2, 3, 2, 3], [2], []]));
      expect([...(await means.read())]).toEqual([6.5, 4, 0]);
      expect([...(await logits.read())]).toEqual([13, 26, 4, 8, 0, 0]);
    });

    test('a text alone is pooled as it is beside others, bit for bit', async () => {
      const article = make(device, { pooling: 'root' });
      const alone = await article.forward(batchOf(device, [[1, 2, 3]])).logits.read();
      const beside = article.forward(
        maskedBatchOf(device, [
          [1, 2, 3],
          [1, 2, 3, 4, 5],
        ]),
      );
      expect((await beside.logits.read()).subarray(0, 2)).toEqual(alone);
    });

    test("a feature's gradient is that of its mean over the number of windows", async () => {
      const { features, means, logits } = model.forward(maskedBatchOf(device, [[2, 3, 2, 3]]));
      const [byFeature, byMean] = gradients(sum(slice(logits, [0, 1], [1, 2])), [features[0], means]);
      expect([...(await byMean.read())]).toEqual([4]);
      expect([...(await byFeature.read())]).toEqual([1, 1, 1, 1]);
    });
  });

  describe('with dropout', () => {
    const batch = maskedBatchOf(device, [
      [1, 2],
      [3, 4, 5],
    ]);
    const logitsOf = (model: TextCnn, training: boolean) => model.forward(batch, { training }).logits.read();

    test('starts with the same layers, and predicts the same', async () => {
      const [plain, dropping] = [make(device), make(device, { dropout: 0.5 })];
      expect(await logitsOf(dropping, false)).toEqual(await logitsOf(plain, false));
      expect(await logitsOf(plain, true)).toEqual(await logitsOf(plain, false));
    });

    test('training sees other features at every step, drawn from where its state says', async () => {
      const model = make(device, { dropout: 0.5 });
      const { 'dropout.state': state } = model.state();
      const start = await state.read();
      const first = await logitsOf(model, true);
      expect(first).not.toEqual(await logitsOf(model, false));
      expect(await logitsOf(model, true)).not.toEqual(first);
      state.write(start);
      expect(await logitsOf(model, true)).toEqual(first);
    });

    test('without, there is no state', () => expect(make(device).state()).toEqual({}));

    test('a recorded step that is replayed draws what one step after the other draws', async () => {
      const stepsOf = async (run: (step: () => Tensor) => Tensor[]) => {
        const model = make(device, { dropout: 0.5, activation: 'relu', pooling: 'root' });
        const labels = Tensor.from(device, [0, 1], [2], 'int32');
        const places = together(Object.values(model.parameters())).twin().parts;
        const step = () => {
          const loss = softmaxCrossEntropy(model.forward(batch, { training: true }).logits, labels, { smoothing: 0.1 });
          gradients(loss, Object.values(model.parameters()), places);
          return loss;
        };
        const losses = await Promise.all(run(step).map((loss) => loss.read()));
        return [...losses, ...(await Promise.all(places.map((place) => place.read())))];
      };
      const plain = await stepsOf((step) => [step(), step()]);
      const replayed = await stepsOf((step) => {
        const { replay, result } = capture(device, step);
        return [1, 2].map(() => {
          replay();
          return add(result, 0);
        });
      });
      expect(replayed).toEqual(plain);
      expect(plain[0]).not.toEqual(plain[1]);
    });
  });

  test('the table starts with the values given', async () => {
    const embeddingValues = Float32Array.from({ length: 18 }, (_, n) => n);
    expect(await make(device, { embeddingValues }).embedding.weight.read()).toEqual(embeddingValues);
  });

  test('any branches and classes will do', () => {
    const branches = [{ filters: 5, kernelSize: 4, padding: 3 }];
    const { features, logits } = make(device, { branches, classes: 4 }).forward(batchOf(device, [[1]]));
    expect(features.map(({ shape }) => shape)).toEqual([[1, 4, 5]]);
    expect(logits.shape).toEqual([1, 4]);
  });
});
