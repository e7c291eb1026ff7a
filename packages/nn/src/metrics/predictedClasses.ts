import { ShapeError } from '@textcam/tensor';

/**
 * The class with the largest score of each example, the first of equals: scores row-major [examples, classes], logits or
 * probabilities, → [examples]. Throws ShapeError when the scores do not fill whole rows.
 */
export function predictedClasses(scores: ArrayLike<number>, classes: number): Int32Array {
  if (!(classes > 0) || scores.length % classes !== 0) {
    throw new ShapeError(
      `predictedClasses: ${scores.length} scores of ${classes} classes; must be one per class for each example`,
    );
  }
  const predicted = new Int32Array(scores.length / classes);
  for (let n = 0; n < predicted.length; n++) {
    const row = n * classes;
    let best = 0;
    for (let c = 1; c < classes; c++) if (scores[row + c] > scores[row + best]) best = c;
    predicted[n] = best;
  }
  return predicted;
}
