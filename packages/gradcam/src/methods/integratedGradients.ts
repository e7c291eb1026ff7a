import { checkCount, checkLength } from '../checks.js';
import { baselineOf } from './baseline.js';

export interface IntegratedGradientsOptions {
  /** How many gradients are taken on the way, in the middle of equal parts of it. 50 when left out. */
  steps?: number;
}

/**
 * Integrated gradients: how much each element of x contributes to what a function gains between a baseline and x.
 *
 * The gradient is averaged along the straight line from the baseline to x by the midpoint rule, whose weights sum to 1, and multiplied by
 * x - baseline. With enough steps the values sum to F(x) - F(baseline); for a function up to quadratic, one step is exact. The difference
 * tells whether the steps were enough: compute it. Float64.
 *
 * @param gradient of the function at a point: as many numbers as x
 * @param baseline a point like x, or one number for all elements
 * @returns one value per element of x, in units of the function
 * @throws RangeError for lengths that differ, or steps that are no whole number of at least 1
 * @see Sundararajan et al. 2017, equations 1 and 3, https://arxiv.org/abs/1703.01365
 */
export function integratedGradients(
  gradient: (x: number[]) => readonly number[],
  x: readonly number[],
  baseline: number | readonly number[],
  { steps = 50 }: IntegratedGradientsOptions = {},
): number[] {
  checkCount('integratedGradients', 'steps', steps);
  const from = baselineOf('integratedGradients', baseline, x);
  const sums = new Array<number>(x.length).fill(0);
  for (let i = 0; i < steps; i++) {
    const share = (i + 0.5) / steps;
    const there = gradient(x.map((value, n) => from[n] + share * (value - from[n])));
    checkLength('integratedGradients', 'the gradient', there, { needed: x.length, each: 'x' });
    for (let n = 0; n < sums.length; n++) sums[n] += there[n];
  }
  return sums.map((sum, n) => ((x[n] - from[n]) * sum) / steps);
}
