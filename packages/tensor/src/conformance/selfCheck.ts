import { type Device, DeviceLostError } from '../device.js';
import { CpuDevice } from '../devices/cpu.js';
import { conformanceCases } from './conformanceCases.js';
import type { OpCase, OpCases } from './opCases.js';
import { type Elements, gradientsOf, resultsOf, termsOf } from './results.js';
import type { Unit } from './tolerance.js';
import { ulpsBetween } from './ulps.js';

/** How far a device is off in one direction of one op. */
export interface Check {
  readonly device: 'cpu' | 'webgpu';
  readonly op: string;
  readonly direction: 'forward' | 'backward';
  readonly passed: boolean;
  /** Of all elements of all cases, in units in the last place of float32; Infinity when the op failed or a result is not finite. */
  readonly worstError: number;
}

/**
 * Every op on a device, forward and backward, against the same op in float64 on the CPU, on the same seeded inputs rounded to float32.
 *
 * `conformanceCases` says how far each op may be off, and where the unit is taken. An op that throws has failed. Throws DeviceLostError when
 * the device is lost.
 */
export async function* selfCheck(
  device: Device,
  ops: readonly OpCases[] = conformanceCases,
): AsyncGenerator<Check, void> {
  const reference = new CpuDevice({ precision: 'float64' });
  try {
    for (const one of ops) {
      for (const direction of ['forward', 'backward'] as const) {
        if (!one[direction]) continue;
        yield { device: device.name, op: one.op, direction, ...(await check(one, direction, device, reference)) };
      }
    }
  } finally {
    reference.close();
  }
}

async function check(one: OpCases, direction: Check['direction'], device: Device, reference: Device) {
  const { unit, ulps } = one[direction]!;
  const of = direction === 'forward' ? resultsOf : gradientsOf;
  const check = { passed: true, worstError: 0 };
  for (const example of one.cases) {
    const terms = direction === 'forward' ? [example.forward] : (example.backward ?? []);
    const errors = await compare(example, of, unit, device, reference).catch(failed);
    for (const [n, error] of errors.entries()) {
      check.worstError = Math.max(check.worstError, error);
      check.passed &&= error <= ulps(terms[n] ?? 0);
    }
  }
  return check;
}

function failed(error: unknown): number[] {
  if (error instanceof DeviceLostError) throw error;
  return [Number.POSITIVE_INFINITY];
}

/** The worst error of each result or gradient. */
async function compare(example: OpCase, of: typeof resultsOf, unit: Unit, device: Device, reference: Device) {
  const expected = await of(example, reference);
  const scales = await scalesOf(example, of, unit, reference, expected);
  const found = await of(example, device);
  return expected.map((values, n) => {
    if (found[n]?.length !== values.length) return Number.POSITIVE_INFINITY;
    const errors = Array.from(values, (value, i) => ulpsBetween(found[n][i], value, Math.abs(scales[n][i])));
    return errors.reduce((worst, error) => Math.max(worst, error), 0);
  });
}

/** For each element, the size from which on its unit is its own. */
async function scalesOf(
  example: OpCase,
  of: typeof resultsOf,
  { least = 0, magnitudes, terms }: Unit,
  reference: Device,
  expected: Elements,
): Promise<Elements> {
  if (terms) return termsOf(example, reference, terms);
  if (magnitudes) return of(example, reference, true);
  return expected.map(({ length }) => new Float64Array(length).fill(least));
}
