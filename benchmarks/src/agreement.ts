import { BenchmarkError } from './errors.js';

/** How far losses may be apart, as a share of the first system's: some fifty times what rounding was seen to do. */
export const lossTolerance = 1e-5;

/**
 * Throws BenchmarkError unless every system's losses are those of the first, step by step: systems that compute something else cannot be
 * compared.
 */
export function checkAgreement(losses: ReadonlyMap<string, readonly number[]>, where: string): void {
  const [[reference, expected], ...others] = losses;
  for (const [name, own] of others) {
    const agree =
      own.length === expected.length &&
      own.every((loss, n) => Math.abs(loss - expected[n]) <= lossTolerance * Math.abs(expected[n]));
    if (agree) continue;
    throw new BenchmarkError(
      `${where}: ${name}'s losses are ${own.join(', ')}, ${reference}'s ${expected.join(', ')}; ` +
        `must agree within ${lossTolerance} of them; correct the system before its times are compared`,
    );
  }
}
