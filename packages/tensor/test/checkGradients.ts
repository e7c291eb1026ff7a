import { expect } from 'vitest';
import { CpuDevice } from '../src/devices/cpu.js';
import { gradients } from '../src/gradients.js';
import { multiply } from '../src/ops/multiply.js';
import { sum } from '../src/ops/sum.js';
import { createRandom } from '../src/random.js';
import { scope } from '../src/scope.js';
import { show } from '../src/shape.js';
import { Tensor } from '../src/tensor.js';
import { indicesOf } from './shapes.js';

export interface CheckOptions {
  /** Positions of the inputs whose gradients are checked; every float32 input when left out. */
  wrt?: readonly number[];
}

// The error of a central difference is of the order of step² from the curve and 1e-16 / step from rounding: about 1e-10 here.
const step = 1e-5;
const tolerance = 1e-7;

/**
 * Holds the gradients of `f` against central differences, element by element, in float64 on the CPU.
 *
 * The scalar differentiated is the sum of f's elements, each times its own fixed random weight, so that no two errors cancel. The
 * values of the inputs are read from whatever device they lie on and copied; `f` sees only the copies, so it must take every tensor
 * that it uses as an input. Values should lie away from kinks and ties, where central differences mean nothing.
 */
export async function checkGradients(
  f: (...inputs: Tensor[]) => Tensor,
  inputs: readonly Tensor[],
  { wrt = floatPositions(inputs) }: CheckOptions = {},
): Promise<void> {
  const device = new CpuDevice({ precision: 'float64' });
  const values = await Promise.all(inputs.map((input) => input.read()));
  dirty(device);
  const copies = inputs.map(({ shape, dtype }, n) => Tensor.from(device, values[n], shape, dtype));
  const loss = weighted(f, copies);
  const exact = gradients(
    loss(),
    wrt.map((n) => copies[n]),
  );

  for (const [place, n] of wrt.entries()) {
    const gradient = await exact[place].read();
    expect(exact[place].shape, `the gradient of input ${n} has the input's shape`).toEqual(inputs[n].shape);
    for (let i = 0; i < gradient.length; i++) {
      const difference = await centralDifference(loss, copies[n], values[n], i);
      const scale = Math.max(1, Math.abs(difference));
      if (!(Math.abs(gradient[i] - difference) <= tolerance * scale)) {
        expect.fail(
          `input ${n} ${show(inputs[n].shape)}, element ${show(indicesOf(inputs[n].shape)[i])}: ` +
            `the gradient is ${gradient[i]}, the central difference ${difference}`,
        );
      }
    }
  }
  device.close();
}

/** Leaves freed memory full of NaN behind: a kernel that does not write every element is found out. */
function dirty(device: CpuDevice): void {
  const smallest = new Float64Array(64).fill(Number.NaN);
  const tensors = Array.from({ length: 64 }, () => Tensor.from(device, smallest));
  for (const tensor of tensors) tensor.dispose();
}

function floatPositions(inputs: readonly Tensor[]): number[] {
  return [...inputs.keys()].filter((n) => inputs[n].dtype === 'float32');
}

/** sum(f(inputs) · R), with R the same at every call. */
function weighted(f: (...inputs: Tensor[]) => Tensor, inputs: Tensor[]): () => Tensor {
  const { device, shape, size } = f(...inputs);
  const random = createRandom(1);
  const weights = Tensor.from(
    device,
    Array.from({ length: size }, () => 2 * random() - 1),
    shape,
  );
  return () => sum(multiply(f(...inputs), weights));
}

/** How much the loss changes with element i of the input. */
async function centralDifference(
  loss: () => Tensor,
  input: Tensor,
  values: ArrayLike<number>,
  i: number,
): Promise<number> {
  const lossWith = async (change: number) => {
    input.write(Array.from(values, (value, n) => (n === i ? value + change : value)));
    const result = scope(loss);
    const [value] = await result.read();
    result.dispose();
    return value;
  };
  const difference = ((await lossWith(step)) - (await lossWith(-step))) / (2 * step);
  input.write(values);
  return difference;
}
