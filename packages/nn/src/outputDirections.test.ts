import { CpuDevice, createRandom, Indices } from '@textcam/tensor';
import { expect, test } from 'vitest';
import { outputDirections } from './outputDirections.js';
import { TextCnn } from './textCnn.js';

test('the direction of a class is what its logit gains from the vector of a text’s only word', async () => {
  const device = new CpuDevice({ precision: 'float64' });
  const branches = [
    { filters: 3, kernelSize: 1, padding: 0 },
    { filters: 2, kernelSize: 1, padding: 0 },
  ];
  const options = { rows: 1, dimensions: 4, classes: 3, branches, embeddingValues: Float32Array.of(1, -2, 3, 0.5) };
  const network = new TextCnn(options, device, createRandom(1));
  const logits = await network.forward({ indices: new Indices(device, [0], [1, 1], 1) }).logits.read();
  const directions = await outputDirections(network);
  // Biases start at 0.
  directions.forEach((direction, of) => {
    const [a, b, c, d] = direction;
    expect(a - 2 * b + 3 * c + 0.5 * d).toBeCloseTo(logits[of], 10);
  });
});

test('a word among others meets every tap of wider filters, each in one window', async () => {
  const device = new CpuDevice({ precision: 'float64' });
  const branches = [
    { filters: 3, kernelSize: 3, padding: 1 },
    { filters: 2, kernelSize: 1, padding: 0 },
  ];
  const options = { rows: 1, dimensions: 2, classes: 2, branches, embeddingValues: Float32Array.of(1, -2) };
  const network = new TextCnn(options, device, createRandom(1));
  // Five windows in either branch, and one word in their middle.
  const logits = await network.forward({ indices: new Indices(device, [-1, -1, 0, -1, -1], [1, 5], 1) }).logits.read();
  (await outputDirections(network)).forEach(([a, b], of) => {
    expect(a - 2 * b).toBeCloseTo(5 * logits[of], 10);
  });
});
