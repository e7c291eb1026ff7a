import { embedding, gradients, mean, scope, softmaxCrossEntropy, Tensor } from '@textcam/tensor';
import type { Classifier } from '@textcam/text';
import { weightedSum } from './featureMaps/featureMap.js';
import { forwardAlone, type Heat, type HeatOptions, readMap, readOnce } from './heat.js';
import { windowsOf } from './windows.js';

/**
 * The article's own: each channel weighted by the mean gradient of the LOSS with respect to its filter's weights, cut off at zero.
 *
 * A weight's gradient is that of the activations times what the weight is applied to, the embeddings. So the mean is the Grad-CAM weight
 * of the loss times m, the mean of all embedding entries. More loss speaks against the class: with m > 0 the ranking is the exact reverse.
 */
export async function articleHeat(
  classifier: Classifier,
  ids: Int32Array,
  { explained, branch }: HeatOptions,
): Promise<Heat> {
  const { network, device } = classifier;
  const { weight } = network.convolutions[branch - 1];
  const kept = scope(() => {
    const { features, logits, indices } = forwardAlone(classifier, ids);
    const loss = softmaxCrossEntropy(logits, Tensor.from(device, [explained], [1], 'int32'));
    const [gradient] = gradients(loss, [weight]);
    return {
      map: features[branch - 1],
      weights: mean(gradient, [1, 2]),
      means: mean(embedding(network.embedding.weight, indices), [2]),
    };
  });
  const [activations, weights, means] = [
    await readMap(kept.map),
    await readOnce(kept.weights),
    await readOnce(kept.means),
  ];
  const map = weightedSum(activations, weights, true);
  const m = meanUnderFilters(means, windowsOf(map, network.branches[branch - 1], ids.length));
  return { map, m, warnings: m > 0 ? [warningOf(m)] : [] };
}

/** The mean of a value per token, each counting once for each window that it is in. */
function meanUnderFilters(values: readonly number[], windows: readonly { first: number; last: number }[]): number {
  let total = 0;
  let count = 0;
  for (const { first, last } of windows) {
    for (let n = first; n <= last; n++) total += values[n];
    count += last - first + 1;
  }
  return total / count;
}

function warningOf(m: number): string {
  return (
    `m, the mean of all embedding entries of this text, is ${m.toPrecision(3)}, above 0: the article's method then ranks the words in ` +
    'the exact reverse order. Use gradcam.'
  );
}
