import { CpuDevice, Tensor } from '@textcam/tensor';
import { describe, expect, test } from 'vitest';
import { devices } from '../../../tensor/test/devices.js';
import { expectClose } from '../../../tensor/test/tolerance.js';
import { Adam } from './adam.js';

const exact = new CpuDevice({ precision: 'float64' });
// Two roots and a quotient in float32 leave a few units in the last place of a step of 0.1.
const all = [...devices.map((device) => ({ device, tolerance: 1e-6 })), { device: exact, tolerance: 1e-14 }];

describe.each(all)('Adam on $device.description', ({ device, tolerance }) => {
  const start = (...values: number[]) => {
    const w = Tensor.from(device, values);
    return { w, optimizer: new Adam({ w }, { learningRate: 0.1 }) };
  };

  test('the first step is the learning rate against the sign, whatever the size of the gradient', async () => {
    const { w, optimizer } = start(1, 1, 1);
    optimizer.step({ w: Tensor.from(device, [100, -0.01, 0]) });
    // m̂ / (√v̂ + ε) is g / (|g| + 1e-8).
    expectClose(await w.read(), [1 - 0.1 / (1 + 1e-10), 1 + 0.1 / (1 + 1e-6), 1], tolerance);
  });

  test('two steps by hand', async () => {
    const { w, optimizer } = start(0);
    optimizer.step({ w: Tensor.from(device, [1]) });
    optimizer.step({ w: Tensor.from(device, [-1]) });
    // m: 0.1, then 0.09 - 0.1 = -0.01, over 1 - 0.9² = 0.19. v̂ is 1 both times.
    expectClose(await w.read(), [-0.1 / (1 + 1e-8) + (0.1 * (0.01 / 0.19)) / (1 + 1e-8)], tolerance);
    const { 'firstMoment.w': first, 'secondMoment.w': second } = optimizer.state();
    expectClose(await first.read(), [-0.01], tolerance);
    expectClose(await second.read(), [0.001999], tolerance);
  });

  test('a gradient of 0 still moves by the momentum of the step before', async () => {
    const { w, optimizer } = start(0);
    optimizer.step({ w: Tensor.from(device, [1]) });
    optimizer.step({ w: Tensor.from(device, [0]) });
    // m̂ = 0.09 / 0.19, v̂ = 0.000999 / (1 - 0.999²).
    const second = (0.1 * (0.09 / 0.19)) / (Math.sqrt(0.000999 / (1 - 0.999 ** 2)) + 1e-8);
    expectClose(await w.read(), [-0.1 / (1 + 1e-8) - second], tolerance);
  });

  test('goes on where another stopped, given its state and its count of steps', async () => {
    const gradient = Tensor.from(device, [0.5, -2]);
    const { w, optimizer } = start(1, 1);
    for (let n = 0; n < 2; n++) optimizer.step({ w: gradient });

    const resumed = Tensor.from(device, await w.read());
    const other = new Adam({ w: resumed }, { learningRate: 0.1 });
    const [from, to] = [optimizer.state(), other.state()];
    for (const name of Object.keys(to)) to[name].write(await from[name].read());
    other.steps = optimizer.steps;

    optimizer.step({ w: gradient });
    other.step({ w: gradient });
    expect(await resumed.read()).toEqual(await w.read());
  });

  test('makes no tensors while stepping', () => {
    const { optimizer } = start(1);
    const gradient = Tensor.from(device, [1]);
    const before = device.memory.buffers;
    optimizer.step({ w: gradient });
    expect(device.memory.buffers).toBe(before);
  });
});
