import { Adam, saveParameters, TextCnn } from '@textcam/nn';
import { CpuDevice, createRandom, gradients, Indices, scope, softmaxCrossEntropy, Tensor } from '@textcam/tensor';
import { makeBatch } from '@textcam/text';
import { expect, test } from 'vitest';
import { trainInLoops } from './loops.js';

test('loops have the losses of textcam, on a network of all kernel sizes and texts that are padded', async () => {
  const sizes = {
    rows: 6,
    dimensions: 3,
    classes: 2,
    branches: [
      { filters: 2, kernelSize: 1, padding: 0 },
      { filters: 1, kernelSize: 2, padding: 1 },
      { filters: 2, kernelSize: 3, padding: 1 },
    ],
  };
  const batch = makeBatch(
    [
      { ids: Int32Array.of(1, 2, 3, 2), label: 0 },
      { ids: Int32Array.of(5), label: 1 },
    ],
    0,
  );
  const device = new CpuDevice({ simd: false });
  const model = new TextCnn(sizes, device, createRandom(1));
  const parameters = model.parameters();
  const training = trainInLoops(sizes, (await saveParameters(parameters, {})).tensors);
  const optimizer = new Adam(parameters);
  const indices = new Indices(device, batch.ids, batch.shape, sizes.rows);
  const lengths = Tensor.from(device, [4, 4], [2], 'int32');
  const labels = Tensor.from(device, batch.labels, [2], 'int32');
  for (let step = 0; step < 4; step++) {
    const loss = scope(() => {
      const value = softmaxCrossEntropy(model.forward({ indices, lengths }).logits, labels);
      gradients(value, Object.values(parameters), Object.values(optimizer.gradients));
      optimizer.advance();
      optimizer.apply(optimizer.gradients);
      return value;
    });
    expect(await training.step(batch)).toBeCloseTo((await loss.read())[0], 5);
  }
});
