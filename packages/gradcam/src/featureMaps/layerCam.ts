import { checkAlike, type FeatureMap, type FeatureMapOptions, sumOverChannels } from './featureMap.js';

/**
 * LayerCAM: activation times positive gradient at each time step, summed over the channels.
 *
 * Gradients against the score never count: this is part of the method, `relu` cuts off the result alone. Values can be negative where
 * activations are. Nothing is normalized. Computed in float64.
 *
 * @param activations the feature map, [time][channels]
 * @param gradients of the score with respect to it, [time][channels]
 * @returns one value per time step
 * @throws RangeError when the two have different shapes
 * @see Jiang et al. 2021, https://doi.org/10.1109/TIP.2021.3089943
 */
export function layerCam(
  activations: FeatureMap,
  gradients: FeatureMap,
  { relu = false }: FeatureMapOptions = {},
): number[] {
  checkAlike('layerCam', activations, gradients);
  return sumOverChannels(activations, (t, k) => Math.max(0, gradients[t][k]), relu);
}
