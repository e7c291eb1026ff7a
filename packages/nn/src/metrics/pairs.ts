import { ShapeError } from '@textcam/tensor';

/** Throws ShapeError unless there is one label for each of what `op` was given. */
export function checkPairs(op: string, given: { what: string; count: number }, labels: ArrayLike<number>): void {
  if (given.count === labels.length) return;
  throw new ShapeError(
    `${op}: ${given.count} ${given.what}, ${labels.length} labels; must be equally many; pass one label per example`,
  );
}

/** Examples and classes of row-major probabilities [examples, classes]. Throws ShapeError unless they fill whole rows. */
export function classesOf(op: string, probabilities: ArrayLike<number>, labels: ArrayLike<number>): number {
  const classes = labels.length === 0 ? 0 : probabilities.length / labels.length;
  if (Number.isInteger(classes) && (labels.length > 0 || probabilities.length === 0)) return classes;
  throw new ShapeError(
    `${op}: ${probabilities.length} probabilities, ${labels.length} labels; must be one per class for each example; ` +
      'pass them row-major, [examples, classes]',
  );
}

/** Throws ShapeError unless every label is a class, 0 to classes - 1. */
export function checkClasses(op: string, labels: ArrayLike<number>, classes: number): void {
  for (let n = 0; n < labels.length; n++) {
    if (Number.isInteger(labels[n]) && labels[n] >= 0 && labels[n] < classes) continue;
    throw new ShapeError(
      `${op}: class ${labels[n]} of example ${n}; must be a whole number from 0 to ${classes - 1}; check the labels`,
    );
  }
}

/** Throws RangeError unless all are from 0 to 1, give or take float32's rounding. */
export function checkProbabilities(op: string, probabilities: ArrayLike<number>): void {
  for (let n = 0; n < probabilities.length; n++) {
    if (probabilities[n] >= 0 && probabilities[n] <= 1 + 1e-6) continue;
    throw new RangeError(
      `${op}: probability ${n} is ${probabilities[n]}; must be from 0 to 1; take the softmax of logits`,
    );
  }
}
