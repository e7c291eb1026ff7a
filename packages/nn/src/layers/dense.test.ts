import { createRandom, gradients, sum, Tensor } from '@textcam/tensor';
import { describe, expect, test } from 'vitest';
import { devices } from '../../../tensor/test/devices.js';
import { Dense } from './dense.js';

describe.each(devices)('Dense on $name', (device) => {
  const layer = new Dense({ inFeatures: 2, outFeatures: 3 }, device, createRandom(1));
  layer.weight.write([1, 0, 0, 1, 1, 1]);
  layer.bias.write([0, 0, 100]);
  const x = Tensor.from(device, [2, 3, 4, 5], [2, 2]);

  test('weighs the features for each output and adds the bias', async () => {
    const y = layer.forward(x);
    expect(y.shape).toEqual([2, 3]);
    expect([...(await y.read())]).toEqual([2, 3, 105, 4, 5, 109]);
  });

  test('sums the gradients over the batch', async () => {
    const [weight, bias] = gradients(sum(layer.forward(x)), [layer.weight, layer.bias]);
    expect([...(await weight.read())]).toEqual([6, 8, 6, 8, 6, 8]);
    expect([...(await bias.read())]).toEqual([2, 2, 2]);
  });

  test('its parameters are its own tensors', () => {
    expect(layer.parameters()).toEqual({ weight: layer.weight, bias: layer.bias });
    expect(layer.parameters().weight).toBe(layer.weight);
  });
});
