import { accuracy, fitTemperature, predictedClasses } from '@textcam/nn';
import type { Classifier } from './classifier.js';
import type { EncodedExample } from './encode.js';
import { Scorer } from './scorer.js';

/**
 * Makes a classifier as sure as it is right on examples that it did not learn from: the temperature of least log loss is divided out of its last
 * layer, so that its logits, margins and receipts are those of the probabilities it gives. No prediction changes, nor the order of any two.
 *
 * @returns the temperature, above 1 for a classifier that was too sure; 1 when it is right on all examples
 * @see Guo et al. 2017, https://arxiv.org/abs/1706.04599
 */
export async function calibrate(classifier: Classifier, examples: readonly EncodedExample[]): Promise<number> {
  const scorer = new Scorer(classifier);
  let logits: number[][];
  try {
    logits = (await scorer.score(examples.map(({ ids }) => ids))).map(({ prediction }) => prediction.logits);
  } finally {
    scorer.dispose();
  }
  const labels = examples.map(({ label }) => label);
  // Without a mistake among them, the examples would have it as sure as can be.
  if (accuracy(predictedClasses(logits.flat(), classifier.labels.length), labels) === 1) return 1;
  const temperature = fitTemperature(logits, labels);
  for (const parameter of Object.values(classifier.network.dense.parameters())) {
    parameter.write((await parameter.read()).map((value) => value / temperature));
  }
  return temperature;
}
