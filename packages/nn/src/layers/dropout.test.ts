import { createRandom, fill, gradients, ShapeError, sum } from '@textcam/tensor';
import { describe, expect, test } from 'vitest';
import { devices } from '../../../tensor/test/devices.js';
import { Dropout } from './dropout.js';

describe.each(devices)('Dropout on $name', (device) => {
  const make = (rate = 0.5) => new Dropout({ rate }, device, createRandom(3));
  const x = fill(device, 1, [1000]);

  test('outside training gives x itself and draws nothing', async () => {
    const layer = make();
    expect(layer.forward(x)).toBe(x);
    expect((await layer.state.read())[1]).toBe(0);
  });

  test('in training drops about the rate and scales up the rest', async () => {
    const y = [...(await make(0.25).forward(x, { training: true }).read())];
    const dropped = y.filter((value) => value === 0).length;
    expect(Math.abs(dropped - 250)).toBeLessThan(50);
    for (const value of y) if (value !== 0) expect(value).toBeCloseTo(4 / 3, 6);
  });

  test('each call draws anew, and a layer of the same seed draws the same', async () => {
    const layer = make();
    const first = await layer.forward(x, { training: true }).read();
    const second = await layer.forward(x, { training: true }).read();
    expect(second).not.toEqual(first);
    expect(await make().forward(x, { training: true }).read()).toEqual(first);
    expect((await layer.state.read())[1]).toBe(2);
  });

  test('the way back drops what this call dropped, though another call came between', async () => {
    const layer = make();
    const y = layer.forward(x, { training: true });
    layer.forward(x, { training: true });
    const [dx] = gradients(sum(y), [x]);
    expect(await dx.read()).toEqual(await y.read());
  });

  test('a rate of 1 is refused', () => {
    expect(() => make(1).forward(x, { training: true })).toThrow(ShapeError);
  });
});
