import { checkAlike, type FeatureMap, type FeatureMapOptions, sumOverChannels } from './featureMap.js';

/**
 * HiResCAM: activation times gradient at each time step, summed over the channels.
 *
 * Unlike Grad-CAM it does not average the gradient over time; where the gradient is the same at every time step, the two are equal.
 * Nothing is normalized. Computed in float64.
 *
 * @param activations the feature map, [time][channels]
 * @param gradients of the score with respect to it, [time][channels]
 * @returns one value per time step
 * @throws RangeError when the two have different shapes
 * @see Draelos and Carin 2020, https://arxiv.org/abs/2011.08891
 */
export function hiResCam(
  activations: FeatureMap,
  gradients: FeatureMap,
  { relu = false }: FeatureMapOptions = {},
): number[] {
  checkAlike('hiResCam', activations, gradients);
  return sumOverChannels(activations, (t, k) => gradients[t][k], relu);
}
