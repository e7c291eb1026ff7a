import { createRandom, gradients, sum, Tensor } from '@textcam/tensor';
import { describe, expect, test } from 'vitest';
import { devices } from '../../../tensor/test/devices.js';
import { Conv1d } from './conv1d.js';

describe.each(devices)('Conv1d on $name', (device) => {
  // One filter over one channel: the sum of two neighbours, plus 10.
  const layer = new Conv1d({ inChannels: 1, outChannels: 1, kernelSize: 2, padding: 1 }, device, createRandom(1));
  layer.weight.write([1, 1]);
  layer.bias.write([10]);
  const x = Tensor.from(device, [1, 2, 3], [1, 3, 1]);

  test('slides the filter over the padded input and adds the bias', async () => {
    const y = layer.forward(x);
    expect(y.shape).toEqual([1, 4, 1]);
    expect([...(await y.read())]).toEqual([11, 13, 15, 13]);
  });

  test('the bias gets the gradient of every position', async () => {
    const [weight, bias] = gradients(sum(layer.forward(x)), [layer.weight, layer.bias]);
    expect([...(await weight.read())]).toEqual([6, 6]);
    expect([...(await bias.read())]).toEqual([4]);
  });

  test('weights start within the Xavier bound of their fans, biases at 0', async () => {
    const fresh = new Conv1d({ inChannels: 2, outChannels: 4, kernelSize: 3 }, device, createRandom(1));
    expect(fresh.weight.shape).toEqual([4, 3, 2]);
    const weights = [...(await fresh.weight.read())];
    // Fans are 6 and 12, their mean 9.
    expect(Math.max(...weights.map(Math.abs))).toBeLessThanOrEqual(Math.sqrt(3 / 9));
    expect(new Set(weights).size).toBe(24);
    expect([...(await fresh.bias.read())]).toEqual([0, 0, 0, 0]);
  });
});
