import { checkAlike, type FeatureMap, type FeatureMapOptions, weightedSum } from './featureMap.js';

/**
 * Grad-CAM: how much each time step of a feature map speaks for a score.
 *
 * Each channel is weighted by its mean gradient over time, and the weighted channels are summed. Nothing is normalized: 0 means "no
 * evidence". Computed in float64.
 *
 * @param activations the feature map, [time][channels]
 * @param gradients of the score with respect to it, [time][channels]
 * @returns one value per time step
 * @throws RangeError when the two have different shapes
 * @see Selvaraju et al. 2017, equations 1 and 2, https://arxiv.org/abs/1610.02391
 */
export function gradCam(
  activations: FeatureMap,
  gradients: FeatureMap,
  { relu = false }: FeatureMapOptions = {},
): number[] {
  const channels = checkAlike('gradCam', activations, gradients);
  const weights = new Array<number>(channels).fill(0);
  for (const row of gradients) for (let k = 0; k < channels; k++) weights[k] += row[k] / gradients.length;
  return weightedSum(activations, weights, relu);
}
