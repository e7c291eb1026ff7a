import type { Device } from '../device.js';
import { gradients } from '../gradients.js';
import { recordAll } from '../op.js';
import { fill } from '../ops/fill.js';
import { createRandom, type Random } from '../random.js';
import { scope } from '../scope.js';
import { type Shape, sizeOf } from '../shape.js';
import { Tensor } from '../tensor.js';
import type { OpCase } from './opCases.js';
import type { Unit } from './tolerance.js';

/** What an op made: the elements of each of its results, or of the gradient of each of its inputs. */
export type Elements = readonly ArrayLike<number>[];

/** The op's results on seeded inputs. With `magnitudes`, on the magnitudes of the same inputs. */
export async function resultsOf({ inputs, apply }: OpCase, device: Device, magnitudes = false): Promise<Elements> {
  return readAll(() => [apply(drawn(inputs, device, magnitudes), device)].flat());
}

/** The gradients of its inputs for seeded gradients of its results; or, with `magnitudes`, of the magnitudes for the magnitudes. */
export async function gradientsOf({ inputs, apply }: OpCase, device: Device, magnitudes = false): Promise<Elements> {
  return readAll(() => {
    const on = drawn(inputs, device, magnitudes);
    const results = [apply(on, device)].flat();
    return gradients(lossWith(results, gradientsGiven(results, magnitudes)), on);
  });
}

/** The terms of the gradients that a unit names. */
export async function termsOf({ inputs, apply }: OpCase, device: Device, unit: Required<Unit>['terms']) {
  return readAll(() => {
    const on = drawn(inputs, device, false);
    const [dy] = gradientsGiven([apply(on, device)].flat(), true);
    return unit(on, dy);
  });
}

/** A loss whose gradient with respect to each result is the one given: nothing but the op itself lies on the way back. */
export function lossWith(results: readonly Tensor[], dy: readonly Tensor[]): Tensor {
  const loss = fill(results[0].device, 0, []);
  recordAll([loss], results, () => dy);
  return loss;
}

function gradientsGiven(results: readonly Tensor[], magnitudes: boolean): Tensor[] {
  const random = createRandom(2);
  return results.map(({ device, shape }) => uniform(device, shape, -2, 2, random, magnitudes));
}

function drawn(inputs: OpCase['inputs'], device: Device, magnitudes: boolean): Tensor[] {
  const random = createRandom(1);
  return inputs.map(({ shape, low, high }) => uniform(device, shape, low, high, random, magnitudes));
}

/** Rounded to float32, so that every device starts from the same. */
function uniform(device: Device, shape: Shape, low: number, high: number, random: Random, magnitudes: boolean): Tensor {
  const one = () => Math.fround(low + (high - low) * random());
  const values = Array.from({ length: sizeOf(shape) }, magnitudes ? () => Math.abs(one()) : one);
  return Tensor.from(device, values, shape);
}

async function readAll(work: () => readonly Tensor[]): Promise<Elements> {
  const tensors = scope(work);
  try {
    return await Promise.all(tensors.map((tensor) => tensor.read()));
  } finally {
    for (const tensor of tensors) tensor.dispose();
  }
}
