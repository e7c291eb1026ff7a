import { checkClasses, checkPairs } from './pairs.js';

/**
 * How many examples of each class were taken for which: row = true class, column = predicted class.
 *
 * Throws ShapeError for unequal counts, or a class that is not one of 0 … classes - 1.
 */
export function confusionMatrix(predicted: ArrayLike<number>, labels: ArrayLike<number>, classes: number): number[][] {
  checkPairs('confusionMatrix', { what: 'predictions', count: predicted.length }, labels);
  checkClasses('confusionMatrix', labels, classes);
  checkClasses('confusionMatrix', predicted, classes);
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (let n = 0; n < labels.length; n++) counts[labels[n]][predicted[n]] += 1;
  return counts;
}
