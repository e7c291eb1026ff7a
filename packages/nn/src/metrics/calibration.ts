import { checkClasses, checkProbabilities, classesOf } from './pairs.js';
import { predictedClasses } from './predictedClasses.js';

export interface CalibrationOptions {
  /** How many bins of equal width. 15 when left out. */
  bins?: number;
}

/** Examples whose confidence is above `from` and at most `to`; the first bin holds 0 too. */
export interface CalibrationBin {
  from: number;
  to: number;
  count: number;
  /** The mean confidence of the examples; NaN without examples. */
  confidence: number;
  /** The share of the examples whose predicted class is the label; NaN without examples. */
  accuracy: number;
}

export interface Calibration {
  bins: CalibrationBin[];
  /** How far confidence and accuracy of a bin are apart, on average over the examples, 0 to 1; NaN without examples. */
  expectedCalibrationError: number;
}

/**
 * Is a model right as often as it says? Its confidence, the largest probability of each example, against its accuracy, in bins: a reliability
 * diagram, and the expected calibration error.
 *
 * Throws ShapeError when the probabilities do not fill whole rows, or a label is no class; RangeError for a probability outside 0 to 1, or
 * bins that are no whole number of at least 1.
 *
 * @param probabilities row-major [examples, classes], each row summing to 1
 * @see Guo et al. 2017, equations 1 to 3, https://arxiv.org/abs/1706.04599
 */
export function calibration(
  probabilities: ArrayLike<number>,
  labels: ArrayLike<number>,
  { bins: count = 15 }: CalibrationOptions = {},
): Calibration {
  const classes = classesOf('calibration', probabilities, labels);
  checkClasses('calibration', labels, classes);
  checkProbabilities('calibration', probabilities);
  if (!(Number.isInteger(count) && count >= 1)) {
    throw new RangeError(`calibration: bins is ${count}; must be a whole number of at least 1`);
  }
  const sums = Array.from({ length: count }, (_, n) => ({ to: (n + 1) / count, count: 0, confidence: 0, right: 0 }));
  const predicted = labels.length === 0 ? [] : predictedClasses(probabilities, classes);
  for (let n = 0; n < labels.length; n++) {
    const confidence = probabilities[n * classes + predicted[n]];
    // Rounding may put a sure probability a little above 1.
    const bin = sums.find(({ to }) => confidence <= to) ?? sums[count - 1];
    bin.count += 1;
    bin.confidence += confidence;
    bin.right += predicted[n] === labels[n] ? 1 : 0;
  }
  const apart = sums.reduce((total, { confidence, right }) => total + Math.abs(right - confidence), 0);
  const bins = sums.map((bin, n) => ({
    from: n / count,
    to: bin.to,
    count: bin.count,
    confidence: bin.confidence / bin.count,
    accuracy: bin.right / bin.count,
  }));
  return { bins, expectedCalibrationError: apart / labels.length };
}
