import { Tensor } from '@textcam/tensor';
import { describe, expect, test } from 'vitest';
import { devices } from '../../../tensor/test/devices.js';
import { arithmetic, expectClose } from '../../../tensor/test/tolerance.js';
import { TrainingError } from '../trainingError.js';
import { Sgd } from './sgd.js';

describe.each(devices)('Sgd on $name', (device) => {
  const make = (options: { learningRate: number; momentum?: number }) => {
    const w = Tensor.from(device, [1, 2]);
    return { w, optimizer: new Sgd({ w }, options) };
  };
  const gradient = Tensor.from(device, [1, -2]);

  test('moves against the gradient by the learning rate', async () => {
    const { w, optimizer } = make({ learningRate: 0.5 });
    optimizer.step({ w: gradient });
    expect([...(await w.read())]).toEqual([0.5, 3]);
  });

  test('with momentum, a step keeps half of the one before', async () => {
    const { w, optimizer } = make({ learningRate: 1, momentum: 0.5 });
    optimizer.step({ w: gradient });
    optimizer.step({ w: gradient });
    // Velocities 1 and 1.5 against the first, -2 and -3 against the second.
    expectClose(await w.read(), [-1.5, 7], arithmetic);
    expectClose(await optimizer.state()['velocity.w'].read(), [1.5, -3], arithmetic);
    expect(optimizer.steps).toBe(2);
  });

  test('a learning rate set between steps counts from the next', async () => {
    const { w, optimizer } = make({ learningRate: 1 });
    optimizer.step({ w: gradient });
    optimizer.learningRate = 0;
    optimizer.step({ w: gradient });
    expect([...(await w.read())]).toEqual([0, 4]);
  });

  test('a missing gradient, or one of another shape, is refused and nothing moves', async () => {
    const { w, optimizer } = make({ learningRate: 1 });
    expect(() => optimizer.step({})).toThrow(TrainingError);
    expect(() => optimizer.step({})).toThrow('optimizer: w has no gradient; must be [2]');
    expect(() => optimizer.step({ w: Tensor.from(device, [1]) })).toThrow('the gradient of w is [1]; must be [2]');
    expect([...(await w.read())]).toEqual([1, 2]);
    expect(optimizer.steps).toBe(0);
  });

  test('an optimizer of no parameters is refused', () => {
    expect(() => new Sgd({}, { learningRate: 1 })).toThrow('optimizer: no parameters');
  });
});
