import type { Device } from '../device.js';
import { CpuDevice } from '../devices/cpu.js';
import { gradients } from '../gradients.js';
import {
  add,
  divide,
  exp,
  fill,
  log,
  logSoftmax,
  max,
  maxOverTime,
  mean,
  meanOverTime,
  meansOverTime,
  multiply,
  negate,
  relu,
  reshape,
  sigmoid,
  softmax,
  sqrt,
  subtract,
  sum,
  tanh,
} from '../ops/index.js';
import { scope } from '../scope.js';
import { Tensor } from '../tensor.js';
import { conformanceCases } from './conformanceCases.js';
import { lossWith } from './results.js';
import type { Check } from './selfCheck.js';
import { ulpsBetween } from './ulps.js';

/** What an op makes of a number that is no ordinary one. */
export interface SpecialValue {
  readonly op: string;
  readonly direction: Check['direction'];
  /** What was computed: 'x / 2', 'max(x, 0)'; or the gradient of it. */
  readonly of: string;
  readonly x: number;
  /** In float64 on the CPU, then rounded to float32. */
  readonly expected: number;
  readonly found: number;
  /** The same NaN, infinity or zero, with its sign; a number within the op's tolerance. */
  readonly agrees: boolean;
}

const subnormal = Math.fround(1e-39);

/** No number, too large, negative, zero with a sign, too small for a normal number, large enough to overflow at the next step. */
export const specialInputs: readonly number[] = [
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  -1,
  -0,
  subnormal,
  Math.fround(3e38),
];

interface Probe {
  readonly op: string;
  readonly of: string;
  /** Stands beside x, for the ops that reduce: x is then [n, 2]. */
  readonly beside?: number;
  /** [n] or [n, 2] → one value for each of n, or two of which the first counts. */
  readonly apply: (x: Tensor) => Tensor;
}

const binary: readonly Probe[] = [
  { op: 'add', of: 'x + x', apply: (x) => add(x, x) },
  { op: 'add', of: 'x + 0', apply: (x) => add(x, 0) },
  { op: 'subtract', of: 'x - x', apply: (x) => subtract(x, x) },
  { op: 'multiply', of: 'x · x', apply: (x) => multiply(x, x) },
  { op: 'multiply', of: 'x · 0', apply: (x) => multiply(x, 0) },
  { op: 'multiply', of: 'x · 1', apply: (x) => multiply(x, 1) },
  { op: 'divide', of: 'x / 2', apply: (x) => divide(x, 2) },
  { op: 'divide', of: '1 / x', apply: (x) => divide(fill(x.device, 1, []), x) },
];

const unary = Object.entries({ negate, exp, log, sqrt, relu, tanh, sigmoid }).map(
  ([op, apply]): Probe => ({ op, of: `${op}(x)`, apply }),
);

const withTime = (x: Tensor) => reshape(x, [x.shape[0], 2, 1]);
const reducing = Object.entries({
  sum: (x: Tensor) => sum(x, 1),
  mean: (x: Tensor) => mean(x, 1),
  max: (x: Tensor) => max(x, 1),
  meanOverTime: (x: Tensor) => meanOverTime(withTime(x)),
  meansOverTime: (x: Tensor) => meansOverTime([withTime(x)]),
  maxOverTime: (x: Tensor) => maxOverTime(withTime(x)),
  softmax: (x: Tensor) => softmax(x),
  logSoftmax: (x: Tensor) => logSoftmax(x),
}).map(([op, apply]): Probe => ({ op, of: `${op}(x, 0)`, beside: 0, apply }));

const probes = [...binary, ...unary, ...reducing];

/** What the element-wise and reducing ops make of NaN, infinities, signed zeros and subnormal numbers, forward and backward, with dy = 1. Throws DeviceError. */
export async function specialValues(device: Device): Promise<SpecialValue[]> {
  const reference = new CpuDevice({ precision: 'float64' });
  const all: SpecialValue[] = [];
  for (const probe of probes) {
    const expected = await probed(probe, reference);
    const found = await probed(probe, device);
    for (const direction of ['forward', 'backward'] as const) {
      for (const [n, x] of specialInputs.entries()) {
        const value = { expected: Math.fround(expected[direction][n]), found: found[direction][n] };
        const agrees = agree(probe.op, direction, value);
        all.push({ op: probe.op, direction, of: probe.of, x, ...value, agrees });
      }
    }
  }
  reference.close();
  return all;
}

/** The first value of each row: forward, and of its gradient for a dy that is 1 there and 0 elsewhere. */
async function probed({ apply, beside }: Probe, device: Device): Promise<Record<Check['direction'], number[]>> {
  const rows = specialInputs.map((x) => (beside === undefined ? [x] : [x, beside]));
  const made = scope(() => {
    const x = Tensor.from(device, rows.flat(), [rows.length, rows[0].length]);
    const y = apply(x);
    const dy = Tensor.from(
      device,
      rows.flatMap(() => (y.size === x.size ? firstOf(rows[0]) : [1])),
      y.shape,
    );
    const [dx] = gradients(lossWith([y], [dy]), [x]);
    return { y, dx };
  });
  const first = async (tensor: Tensor) => {
    const values = Array.from(await tensor.read());
    tensor.dispose();
    return values.filter((_, n) => n % (values.length / rows.length) === 0);
  };
  return { forward: await first(made.y), backward: await first(made.dx) };
}

function firstOf(row: readonly number[]): number[] {
  return row.map((_, n) => (n === 0 ? 1 : 0));
}

function agree(op: string, direction: Check['direction'], { expected, found }: { expected: number; found: number }) {
  if (Object.is(expected, found)) return true;
  if (expected === 0 || found === 0) return false;
  const tolerance = conformanceCases.find((one) => one.op === op)?.[direction];
  return ulpsBetween(found, expected) <= (tolerance?.ulps(2) ?? 0);
}
