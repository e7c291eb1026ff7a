/** [time][channels], as a model outside gives them. */
export type FeatureMap = readonly (readonly number[])[];

export interface GradCamOptions {
  /** Cut off evidence against the score at zero. Signed when left out. */
  relu?: boolean;
}

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
  { relu = false }: GradCamOptions = {},
): number[] {
  const channels = checkAlike('gradCam', activations, gradients);
  const weights = new Array<number>(channels).fill(0);
  for (const row of gradients) for (let k = 0; k < channels; k++) weights[k] += row[k] / gradients.length;
  return weightedSum(activations, weights, relu);
}

/** Σ_k weights[k] · activations[t][k] for each time step t, cut off at zero with `relu`. */
export function weightedSum(activations: FeatureMap, weights: readonly number[], relu: boolean): number[] {
  return activations.map((row) => {
    const total = row.reduce((sum, activation, k) => sum + weights[k] * activation, 0);
    return relu ? Math.max(0, total) : total;
  });
}

function checkAlike(method: string, activations: FeatureMap, gradients: FeatureMap): number {
  const channels = activations[0]?.length ?? 0;
  const whole = (map: FeatureMap) => map.every((row) => row.length === channels);
  if (activations.length === gradients.length && whole(activations) && whole(gradients)) return channels;
  const shape = (map: FeatureMap) => `[${map.length}][${[...new Set(map.map((row) => row.length))].join(' or ') || 0}]`;
  throw new RangeError(
    `${method}: activations ${shape(activations)}, gradients ${shape(gradients)}; both must be [time][channels] of one shape`,
  );
}
