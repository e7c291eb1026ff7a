import { expect, test } from 'vitest';
import { CpuDevice } from '../src/devices/cpu.js';
import { record } from '../src/op.js';
import { multiply } from '../src/ops/multiply.js';
import { Tensor } from '../src/tensor.js';
import { checkGradients } from './checkGradients.js';

const device = new CpuDevice();
const a = Tensor.from(device, [1, 2], [1, 2]);
const b = Tensor.from(device, [3, 4], [1, 2]);

/** a · b, whose gradient for b is off by a ten-thousandth. */
function almostMultiply(a: Tensor, b: Tensor): Tensor {
  const y = multiply(a, b);
  return record(y, [a, b], (dy) => [() => multiply(dy, b), () => multiply(multiply(dy, a), 1.0001)]);
}

test('a right gradient passes', () => checkGradients(multiply, [a, b]));

test('a slightly wrong gradient fails, with its input and element named', async () => {
  await expect(checkGradients(almostMultiply, [a, b])).rejects.toThrow(
    /input 1 \[1, 2\], element \[0, 0\]: the gradient is .*, the central difference /,
  );
});

test('only the inputs asked for are checked', () => checkGradients(almostMultiply, [a, b], { wrt: [0] }));

test('a gradient that is NaN fails', async () => {
  const nan = (x: Tensor) => record(multiply(x, 1), [x], (dy) => [() => multiply(dy, Number.NaN)]);
  await expect(checkGradients(nan, [a])).rejects.toThrow('the gradient is NaN');
});
