import { Tensor } from '@textcam/tensor';
import { describe, expect, test } from 'vitest';
import { devices } from '../../../tensor/test/devices.js';
import { expectClose } from '../../../tensor/test/tolerance.js';
import { Adam } from './adam.js';
import { AdamW } from './adamW.js';

describe.each(devices)('AdamW on $name', (device) => {
  test('a parameter without gradient shrinks by learning rate times decay', async () => {
    const w = Tensor.from(device, [10]);
    const optimizer = new AdamW({ w }, { learningRate: 0.1, weightDecay: 0.5 });
    optimizer.step({ w: Tensor.from(device, [0]) });
    expectClose(await w.read(), [9.5], 1e-6);
  });

  test('decay stands beside the step: the moments do not see it', async () => {
    const w = Tensor.from(device, [10]);
    const optimizer = new AdamW({ w }, { learningRate: 0.1, weightDecay: 0.5 });
    optimizer.step({ w: Tensor.from(device, [2]) });
    expectClose(await w.read(), [9.4], 1e-6);
    expectClose(await optimizer.state()['firstMoment.w'].read(), [0.2], 1e-6);
  });

  test('without decay it is Adam, bit for bit', async () => {
    const [a, b] = [Tensor.from(device, [1, -3]), Tensor.from(device, [1, -3])];
    const gradient = Tensor.from(device, [0.3, 0.7]);
    const adam = new Adam({ w: a });
    const adamW = new AdamW({ w: b }, { weightDecay: 0 });
    for (let n = 0; n < 3; n++) {
      adam.step({ w: gradient });
      adamW.step({ w: gradient });
    }
    expect(await b.read()).toEqual(await a.read());
  });
});
