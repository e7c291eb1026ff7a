import { checkPairs } from './pairs.js';

/** The share of examples whose predicted class is the label, 0 to 1; NaN without examples. Throws ShapeError for unequal counts. */
export function accuracy(predicted: ArrayLike<number>, labels: ArrayLike<number>): number {
  checkPairs('accuracy', { what: 'predictions', count: predicted.length }, labels);
  let right = 0;
  for (let n = 0; n < labels.length; n++) if (predicted[n] === labels[n]) right += 1;
  return right / labels.length;
}
