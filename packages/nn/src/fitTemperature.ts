import { checkClasses, checkPairs } from './metrics/pairs.js';

/** As powers of two: temperatures from 1/64 to 64 are looked at. */
const furthest = 6;
/** Where `fitTemperature` ends when no temperature is the best. */
export const temperatureBounds: readonly number[] = [2 ** -furthest, 2 ** furthest];
/** Halvings of that interval until float64 has no number in between. */
const halvings = 60;

/**
 * The temperature t that makes the log loss of softmax(logits / t) least: above 1 for a model that is surer than it is right. 1 for logits
 * that say nothing, as those of no examples.
 *
 * The loss is convex in 1 / t, so the place where its slope is 0 is found by halving. Where there is none, as with labels that the logits
 * separate, it is the bound: 1/64, or 64. Throws ShapeError when the labels are not one class for each row, RangeError for logits that are
 * not finite.
 *
 * @param logits a row for each example, one number per class
 * @see Guo et al. 2017, section 4.2, https://arxiv.org/abs/1706.04599
 */
export function fitTemperature(logits: readonly (readonly number[])[], labels: readonly number[]): number {
  checkPairs('fitTemperature', { what: 'rows of logits', count: logits.length }, labels);
  checkClasses('fitTemperature', labels, logits[0]?.length ?? 0);
  const odd = logits.flat().find((logit) => !Number.isFinite(logit));
  if (odd !== undefined) throw new RangeError(`fitTemperature: a logit is ${odd}; must be finite; train anew`);
  // Against the label's own: a slope then needs no difference of large numbers.
  const rows = logits.map((row, n) => row.map((logit) => logit - row[labels[n]]));
  if (rows.flat().every((logit) => logit === 0)) return 1;
  let [low, high] = [-furthest, furthest];
  for (let n = 0; n < halvings; n++) {
    const middle = (low + high) / 2;
    if (slopeAt(2 ** -middle, rows) > 0) low = middle;
    else high = middle;
  }
  return 2 ** ((low + high) / 2);
}

/** How the loss changes with the inverse of the temperature: the logit expected by softmax, over the label's. */
function slopeAt(inverse: number, rows: readonly (readonly number[])[]): number {
  let slope = 0;
  for (const row of rows) {
    const largest = Math.max(...row);
    let [total, weighted] = [0, 0];
    for (const logit of row) {
      const power = Math.exp(inverse * (logit - largest));
      total += power;
      weighted += power * logit;
    }
    slope += weighted / total;
  }
  return slope;
}
