/** [time][channels], as a model outside gives them. */
export type FeatureMap = readonly (readonly number[])[];

export interface FeatureMapOptions {
  /** Cut off evidence against the score at zero, time step by time step, when all is summed. Signed when left out. */
  relu?: boolean;
}

/** Σ_k weightOf(t, k) · activations[t][k] for each time step t, cut off at zero with `relu`. */
export function sumOverChannels(
  activations: FeatureMap,
  weightOf: (t: number, k: number) => number,
  relu: boolean,
): number[] {
  return activations.map((row, t) => {
    const total = row.reduce((sum, activation, k) => sum + weightOf(t, k) * activation, 0);
    return relu ? Math.max(0, total) : total;
  });
}

/** The same with one weight per channel, whatever the time step. */
export function weightedSum(activations: FeatureMap, weights: readonly number[], relu: boolean): number[] {
  return sumOverChannels(activations, (_, k) => weights[k], relu);
}

/** The number of channels. Throws RangeError unless both are [time][channels] of one shape. */
export function checkAlike(method: string, activations: FeatureMap, gradients: FeatureMap): number {
  const channels = activations[0]?.length ?? 0;
  const whole = (map: FeatureMap) => map.every((row) => row.length === channels);
  if (activations.length === gradients.length && whole(activations) && whole(gradients)) return channels;
  const shape = (map: FeatureMap) => `[${map.length}][${[...new Set(map.map((row) => row.length))].join(' or ') || 0}]`;
  throw new RangeError(
    `${method}: activations ${shape(activations)}, gradients ${shape(gradients)}; both must be [time][channels] of one shape`,
  );
}
