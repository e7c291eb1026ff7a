import { fitTemperature, TrainingError, temperatureBounds } from '@textcam/nn';
import type { Classifier } from './classifier.js';
import type { EncodedExample } from './encode.js';
import { predictionsOn } from './evaluation.js';

/**
 * The temperature that makes a classifier as sure as it is right on examples that it did not learn from: that of least log loss.
 *
 * Throws TrainingError when a prediction is not finite.
 *
 * @param predicted called after each batch; what it throws ends this
 * @returns above 1 for a classifier that is too sure; 1 where there is none, as when it is right on all examples
 * @see Guo et al. 2017, https://arxiv.org/abs/1706.04599
 */
export async function temperatureOf(
  classifier: Classifier,
  examples: readonly EncodedExample[],
  predicted: () => void = () => {},
): Promise<number> {
  const logits: number[][] = [];
  for await (const predictions of predictionsOn(classifier, examples)) {
    for (const prediction of predictions) logits.push(prediction.logits);
    predicted();
  }
  if (!logits.flat().every(Number.isFinite)) {
    throw new TrainingError(
      'train: the predictions on what is held back are no numbers; must be finite; lower the learning rate',
    );
  }
  const found = fitTemperature(
    logits,
    examples.map(({ label }) => label),
  );
  // Without a mistake the examples would have it as sure as can be, and with nothing but mistakes as unsure: they do not say how sure.
  return temperatureBounds.some((bound) => Math.abs(Math.log(found / bound)) < 1e-3) ? 1 : found;
}

/**
 * Divides a temperature out of a classifier's last layer, so that its logits, margins and receipts are those of the probabilities it gives. No
 * prediction changes, nor the order of any two.
 */
export async function divideBy(temperature: number, { network }: Classifier): Promise<void> {
  const layers = Object.values(network.dense.parameters());
  const values = await Promise.all(layers.map((layer) => layer.read()));
  layers.forEach((layer, n) => {
    layer.write(values[n].map((value) => value / temperature));
  });
}
