import { checkClasses, classesOf } from './pairs.js';

/**
 * The mean over the examples of -ln of the probability given to the label; NaN without examples.
 *
 * Probabilities are clamped to [ε, 1 - ε] with ε = 2⁻⁵², float64's own, so that one certain mistake costs 36, not infinity. Throws
 * ShapeError when the probabilities do not fill whole rows, or a label is no class.
 *
 * @param probabilities row-major [examples, classes]
 */
export function logLoss(probabilities: ArrayLike<number>, labels: ArrayLike<number>): number {
  const classes = classesOf('logLoss', probabilities, labels);
  checkClasses('logLoss', labels, classes);
  let total = 0;
  for (let n = 0; n < labels.length; n++) {
    const probability = probabilities[n * classes + labels[n]];
    total -= Math.log(Math.min(1 - Number.EPSILON, Math.max(Number.EPSILON, probability)));
  }
  return total / labels.length;
}
