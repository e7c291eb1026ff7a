import { checkAlike, type FeatureMap, type FeatureMapOptions, weightedSum } from './featureMap.js';

/**
 * Grad-CAM++: as Grad-CAM, but a channel's weight is the sum of its positive gradients, each with a coefficient of its own.
 *
 * The coefficient of a gradient g is g² / (2g² + S g³), S being the sum of the channel's activations over time, and 0 where the
 * denominator is 0. It is negative where S g is below -2. Gradients against the score never count: this is part of the method, `relu`
 * cuts off the result alone. The paper's factor exp(score) only scales and is left out. Nothing is normalized. Computed in float64.
 *
 * @param activations the feature map, [time][channels]
 * @param gradients of the score with respect to it, [time][channels]
 * @returns one value per time step
 * @throws RangeError when the two have different shapes
 * @see Chattopadhyay et al. 2018, equation 19, https://arxiv.org/abs/1710.11063
 */
export function gradCamPlusPlus(
  activations: FeatureMap,
  gradients: FeatureMap,
  { relu = false }: FeatureMapOptions = {},
): number[] {
  const channels = checkAlike('gradCamPlusPlus', activations, gradients);
  const weights = Array.from({ length: channels }, (_, k) => {
    const sum = activations.reduce((total, row) => total + row[k], 0);
    return gradients.reduce((total, row) => total + coefficient(row[k], sum) * Math.max(0, row[k]), 0);
  });
  return weightedSum(activations, weights, relu);
}

/** g² / (2g² + S g³) without its common factor g², which would vanish for a tiny g. */
function coefficient(gradient: number, sum: number): number {
  const denominator = 2 + sum * gradient;
  return gradient === 0 || denominator === 0 ? 0 : 1 / denominator;
}
