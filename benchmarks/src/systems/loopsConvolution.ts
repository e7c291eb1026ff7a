/** A convolution over positions: weight [filters, kernelSize, dimensions], bias [filters], each with its gradient. */
export interface Convolution {
  filters: number;
  kernelSize: number;
  padding: number;
  dimensions: number;
  weight: { values: Float32Array; gradient: Float32Array };
  bias: { values: Float32Array; gradient: Float32Array };
}

/** embedded [time, dimensions] → features [windows, filters] */
export function convolve(convolution: Convolution, embedded: Float32Array): Float32Array {
  const { filters, kernelSize, padding, dimensions, weight, bias } = convolution;
  const time = embedded.length / dimensions;
  const windows = time + 2 * padding - kernelSize + 1;
  const features = new Float32Array(windows * filters);
  for (let w = 0; w < windows; w++) {
    for (let f = 0; f < filters; f++) {
      let sum = bias.values[f];
      for (let k = 0; k < kernelSize; k++) {
        const t = w + k - padding;
        if (t < 0 || t >= time) continue;
        const tap = (f * kernelSize + k) * dimensions;
        for (let d = 0; d < dimensions; d++) sum += weight.values[tap + d] * embedded[t * dimensions + d];
      }
      features[w * filters + f] = sum;
    }
  }
  return features;
}

/** Adds to the gradients of weight and bias, and to `toEmbedded`, what `toFeatures`, the gradient by the features, brings. */
export function convolveBackward(
  { filters, kernelSize, padding, dimensions, weight, bias }: Convolution,
  embedded: Float32Array,
  toFeatures: Float32Array,
  toEmbedded: Float32Array,
): void {
  const time = embedded.length / dimensions;
  const windows = toFeatures.length / filters;
  for (let w = 0; w < windows; w++) {
    for (let f = 0; f < filters; f++) {
      const gradient = toFeatures[w * filters + f];
      bias.gradient[f] += gradient;
      for (let k = 0; k < kernelSize; k++) {
        const t = w + k - padding;
        if (t < 0 || t >= time) continue;
        const tap = (f * kernelSize + k) * dimensions;
        for (let d = 0; d < dimensions; d++) {
          weight.gradient[tap + d] += gradient * embedded[t * dimensions + d];
          toEmbedded[t * dimensions + d] += gradient * weight.values[tap + d];
        }
      }
    }
  }
}
