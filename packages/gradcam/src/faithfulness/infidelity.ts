import { normal } from '@textcam/nn';
import { createRandom } from '@textcam/tensor';
import { checkCount, checkFinite, checkLength, checkPositive } from '../checks.js';

export interface InfidelityOptions {
  /** How many perturbations are drawn. 1000 when left out: the result then has a relative standard error near 5 %. */
  samples?: number;
  /** The standard deviation of the noise, in units of x. 0.1 when left out. */
  deviation?: number;
  /** 0 when left out. The same seed gives the same perturbations. */
  seed?: number;
}

/**
 * Infidelity: how badly attributions foretell what a perturbation of x does to a function.
 *
 * The mean over Gaussian noise I of (⟨I, attributions⟩ - (F(x) - F(x - I)))². 0 for the gradient of an affine function; an attribution that
 * is already multiplied by x, such as gradient × input, is no gradient and must be divided by it first. Float64.
 *
 * @param f the function, called once for x and once for each sample
 * @param attributions one per element of x, in units of the function per unit of x
 * @returns the mean of squares, in squared units of the function, at least 0
 * @throws RangeError for lengths that differ, or numbers that are not finite
 * @see Yeh et al. 2019, definition 2.1, https://arxiv.org/abs/1901.09392
 */
export function infidelity(
  f: (x: number[]) => number,
  x: readonly number[],
  attributions: readonly number[],
  { samples = 1000, deviation = 0.1, seed = 0 }: InfidelityOptions = {},
): number {
  checkLength('infidelity', 'attributions', attributions, { needed: x.length, each: 'x' });
  checkFinite('infidelity', 'x', x);
  checkFinite('infidelity', 'attributions', attributions);
  checkCount('infidelity', 'samples', samples);
  checkPositive('infidelity', 'deviation', deviation);
  const random = createRandom(seed);
  const whole = f([...x]);
  let total = 0;
  for (let sample = 0; sample < samples; sample++) {
    const noise = normal(x.length, deviation, random);
    const foretold = attributions.reduce((sum, attribution, n) => sum + noise[n] * attribution, 0);
    total += (foretold - (whole - f(x.map((value, n) => value - noise[n])))) ** 2;
  }
  return total / samples;
}
