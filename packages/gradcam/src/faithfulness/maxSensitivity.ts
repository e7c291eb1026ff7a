import { createRandom } from '@textcam/tensor';
import { checkCount, checkFinite, checkLength, checkPositive } from '../checks.js';

export interface MaxSensitivityOptions {
  /** How far each element of x may move, in units of x. 0.02 when left out. */
  radius?: number;
  /** How many points near x are tried. 10 when left out. */
  samples?: number;
  /** 0 when left out. The same seed gives the same points. */
  seed?: number;
}

/**
 * Max-sensitivity: how far an explanation moves at most when x moves a little.
 *
 * The largest ‖Φ(x + d) - Φ(x)‖ / ‖Φ(x)‖ over points x + d drawn uniformly, each element within the radius; Euclidean norms. The
 * division is that of Captum, and so is its exception: an explanation that is all 0 is divided by 1. Float64.
 *
 * @param explain the explanation Φ of a point, as many numbers each time
 * @returns a ratio, at least 0; 0 when the explanation never moves
 * @throws RangeError when explanations differ in length, or a number of x is not finite
 * @see Yeh et al. 2019, definition 3.1, https://arxiv.org/abs/1901.09392
 */
export function maxSensitivity(
  explain: (x: number[]) => readonly number[],
  x: readonly number[],
  { radius = 0.02, samples = 10, seed = 0 }: MaxSensitivityOptions = {},
): number {
  checkFinite('maxSensitivity', 'x', x);
  checkPositive('maxSensitivity', 'radius', radius);
  checkCount('maxSensitivity', 'samples', samples);
  const random = createRandom(seed);
  const here = explain([...x]);
  let largest = 0;
  for (let sample = 0; sample < samples; sample++) {
    const there = explain(x.map((value) => value + radius * (2 * random() - 1)));
    checkLength('maxSensitivity', 'an explanation', there, { needed: here.length, each: 'the first' });
    largest = Math.max(largest, norm(there.map((value, n) => value - here[n])));
  }
  return largest / (norm(here) || 1);
}

function norm(values: readonly number[]): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
}
