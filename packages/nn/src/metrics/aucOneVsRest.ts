import { auc } from './auc.js';
import { checkClasses, classesOf } from './pairs.js';

/**
 * The AUC of each class against all others, averaged over the classes that occur in the labels, each counting the same.
 *
 * NaN when only one class occurs. Throws ShapeError when the probabilities do not fill whole rows, or a label is no class.
 *
 * @param probabilities row-major [examples, classes]
 * @see Provost and Domingos 2000; there weighted by class frequency, here not ("macro")
 */
export function aucOneVsRest(probabilities: ArrayLike<number>, labels: ArrayLike<number>): number {
  const classes = classesOf('aucOneVsRest', probabilities, labels);
  checkClasses('aucOneVsRest', labels, classes);
  const occurring = [...new Set(Array.from(labels))];
  const scores = new Float64Array(labels.length);
  const isClass = new Int32Array(labels.length);
  let total = 0;
  for (const c of occurring) {
    for (let n = 0; n < labels.length; n++) {
      scores[n] = probabilities[n * classes + c];
      isClass[n] = labels[n] === c ? 1 : 0;
    }
    total += auc(scores, isClass);
  }
  return total / occurring.length;
}
