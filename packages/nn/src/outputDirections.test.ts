import { CpuDevice, createRandom, Indices } from '@textcam/tensor';
import { expect, test } from 'vitest';
import { outputDirections } from './outputDirections.js';
import { articleNetwork, TextCnn } from './textCnn.js';

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

test('wider filters count with all their taps', async () => {
  const device = new CpuDevice({ precision: 'float64' });
  const options = { rows: 2, dimensions: 1, classes: 2, branches: articleNetwork.branches };
  const network = new TextCnn(options, device, createRandom(1));
  const [weight, [taps1, taps2, taps3]] = [
    await network.dense.weight.read(),
    await Promise.all(network.convolutions.map((layer) => layer.weight.read())),
  ];
  const total = [...taps1.keys()].reduce((sum, n) => sum + weight[n] * taps1[n], 0);
  const second = [...taps2.keys()].reduce((sum, n) => sum + weight[32 + Math.floor(n / 2)] * taps2[n], 0);
  const third = [...taps3.keys()].reduce((sum, n) => sum + weight[48 + Math.floor(n / 3)] * taps3[n], 0);
  expect((await outputDirections(network))[0][0]).toBeCloseTo(total + second + third, 10);
});
