import { type Device, DeviceLostError } from '../device.js';
import { CpuDevice } from '../devices/cpu.js';
import { gradients } from '../gradients.js';
import { multiply } from '../ops/multiply.js';
import { sum } from '../ops/sum.js';
import { createRandom } from '../random.js';
import { scope } from '../scope.js';
import { sizeOf } from '../shape.js';
import { Tensor } from '../tensor.js';
import { type ConformanceCase, conformanceCases } from './cases.js';
import { worstUlps } from './ulps.js';

/** How far a device is off in one direction of one op. */
export interface Check {
  readonly device: 'cpu' | 'webgpu';
  readonly op: string;
  readonly direction: 'forward' | 'backward';
  readonly passed: boolean;
  /** In units in the last place of float32; Infinity when the op failed or a result is not finite. */
  readonly worstError: number;
}

/**
 * Every op on a device, forward and backward, against the same op in float64 on the CPU, on the same seeded inputs rounded to float32.
 *
 * Errors are in ULPs of the reference, see `conformanceCases` for what each op may have. An op that throws has failed. Throws
 * DeviceLostError when the device is lost.
 */
export async function* selfCheck(
  device: Device,
  cases: readonly ConformanceCase[] = conformanceCases,
): AsyncGenerator<Check> {
  const reference = new CpuDevice({ precision: 'float64' });
  try {
    for (const one of cases) {
      const expected = await resultsOf(one, reference);
      const found = await resultsOf(one, device).catch((error: unknown) => {
        if (error instanceof DeviceLostError) throw error;
        return undefined;
      });
      for (const [n, direction] of (['forward', 'backward'] as const).entries()) {
        const worstError = found ? worstOf(found[direction], expected[direction], one) : Number.POSITIVE_INFINITY;
        yield { device: device.name, op: one.op, direction, passed: worstError <= one.ulps[n], worstError };
      }
    }
  } finally {
    reference.close();
  }
}

type Results = Record<Check['direction'], readonly ArrayLike<number>[]>;

function worstOf(
  found: readonly ArrayLike<number>[],
  expected: readonly ArrayLike<number>[],
  { sums }: ConformanceCase,
) {
  return expected.reduce((worst, values, n) => {
    const floor = sums ? Array.from(values).reduce((largest, value) => Math.max(largest, Math.abs(value)), 0) : 0;
    return Math.max(worst, worstUlps(found[n], values, floor));
  }, 0);
}

/** The op's result, and the gradients of a weighted sum of it. */
async function resultsOf({ shapes, range = [-2, 2], apply }: ConformanceCase, device: Device): Promise<Results> {
  const random = createRandom(1);
  const between = (low: number, high: number) => Math.fround(low + (high - low) * random());
  const made = scope(() => {
    const inputs = shapes.map((shape) =>
      Tensor.from(
        device,
        Array.from({ length: sizeOf(shape) }, () => between(...range)),
        shape,
      ),
    );
    const y = apply(inputs, device);
    // Powers of two: weighing the results adds no rounding of its own.
    const weights = Array.from({ length: y.size }, () => 2 ** Math.floor(4 * random()) * (random() < 0.5 ? -1 : 1));
    const loss = sum(multiply(y, Tensor.from(device, weights, y.shape)));
    return { forward: [y], backward: gradients(loss, inputs) };
  });
  try {
    const read = (tensors: readonly Tensor[]) => Promise.all(tensors.map((tensor) => tensor.read()));
    return { forward: await read(made.forward), backward: await read(made.backward) };
  } finally {
    for (const tensor of [...made.forward, ...made.backward]) tensor.dispose();
  }
}
