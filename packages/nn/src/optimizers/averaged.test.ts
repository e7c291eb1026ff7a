import { capture, Tensor } from '@textcam/tensor';
import { describe, expect, test } from 'vitest';
import { devices } from '../../../tensor/test/devices.js';
import { arithmetic, expectClose } from '../../../tensor/test/tolerance.js';
import { TrainingError } from '../trainingError.js';
import { Adam } from './adam.js';
import { Averaged } from './averaged.js';
import { Sgd } from './sgd.js';

describe.each(devices)('Averaged on $name', (device) => {
  /** Steps of 1 upwards, from 0; half of the average stays. */
  function start() {
    const w = Tensor.from(device, [0]);
    const optimizer = new Averaged(new Sgd({ w }, { learningRate: 1 }), { keep: 0.5 });
    return { w, optimizer, up: { w: Tensor.from(device, [-1]) } };
  }
  const averageOf = ({ optimizer }: ReturnType<typeof start>) => optimizer.state()['average.w'].read();

  test('three steps by hand; the parameters themselves go on as without it', async () => {
    const all = start();
    const { w, optimizer, up } = all;
    optimizer.step(up);
    expect([...(await averageOf(all))]).toEqual([1]);
    optimizer.step(up);
    // 1/4 · 1 + 1/2 · 2, over 3/4.
    expectClose(await averageOf(all), [5 / 3], arithmetic);
    optimizer.step(up);
    // 1/8 · 1 + 1/4 · 2 + 1/2 · 3, over 7/8.
    expectClose(await averageOf(all), [17 / 7], arithmetic);
    expect([...(await w.read())]).toEqual([3]);
  });

  test('averages stand in for the parameters and back, to the bit', async () => {
    const all = start();
    const { w, optimizer, up } = all;
    for (let n = 0; n < 2; n++) optimizer.step(up);
    const average = await averageOf(all);
    optimizer.exchange();
    expect(await w.read()).toEqual(average);
    optimizer.exchange();
    expect([[...(await w.read())], await averageOf(all)]).toEqual([[2], average]);
  });

  test('a recorded step that is replayed gives the bits of steps one by one', async () => {
    const [plain, recorded] = [start(), start()];
    const { replay } = capture(device, () => recorded.optimizer.apply(recorded.up));
    for (let n = 0; n < 3; n++) {
      plain.optimizer.step(plain.up);
      recorded.optimizer.advance();
      replay();
    }
    expect(await averageOf(recorded)).toEqual(await averageOf(plain));
    expect(await recorded.w.read()).toEqual(await plain.w.read());
  });

  test('goes on where another stopped, and its learning rate is that of what it averages', async () => {
    const gradients = { w: Tensor.from(device, [0.3, -2]) };
    const make = (values: ArrayLike<number>) => {
      const w = Tensor.from(device, values);
      return { w, optimizer: new Averaged(new Adam({ w }), { keep: 0.9 }) };
    };
    const one = make([1, 2]);
    one.optimizer.learningRate = 0.5;
    for (let n = 0; n < 3; n++) one.optimizer.step(gradients);
    const other = make(await one.w.read());
    const [from, to] = [one.optimizer.state(), other.optimizer.state()];
    for (const name of Object.keys(to)) to[name].write(await from[name].read());
    other.optimizer.learningRate = 0.5;
    other.optimizer.steps = 3;
    for (const { optimizer } of [one, other]) optimizer.step(gradients);
    for (const name of Object.keys(to)) expect(await to[name].read()).toEqual(await from[name].read());
    expect(await other.w.read()).toEqual(await one.w.read());
  });

  test('a missing gradient is refused, and nothing moves; nothing is left behind', async () => {
    const before = device.memory.buffers;
    const { w, optimizer, up } = start();
    expect(() => optimizer.step({})).toThrow(TrainingError);
    expect([optimizer.steps, [...(await w.read())]]).toEqual([0, [0]]);
    optimizer.dispose();
    for (const tensor of [w, up.w]) tensor.dispose();
    expect(device.memory.buffers).toBe(before);
  });
});
