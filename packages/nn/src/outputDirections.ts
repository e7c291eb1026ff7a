import type { TextCnn } from './textCnn.js';

/**
 * How each logit grows with the vector of one word among many, times the number of windows that features are pooled over: [classes][dimensions],
 * the sum over all filters of the dense layer's weight for the class times the filter's taps, each of which meets the word in one window. Of a
 * network with an activation that is what its linear part does.
 */
export async function outputDirections({ convolutions, dense, embedding }: TextCnn): Promise<Float64Array[]> {
  const [classes, features] = dense.weight.shape;
  const [, dimensions] = embedding.weight.shape;
  const weights = await dense.weight.read();
  const directions = Array.from({ length: classes }, () => new Float64Array(dimensions));
  let first = 0;
  for (const { weight } of convolutions) {
    const [filters, kernelSize] = weight.shape;
    const taps = await weight.read();
    directions.forEach((direction, of) => {
      for (let n = 0; n < taps.length; n++) {
        const filter = Math.floor(n / (kernelSize * dimensions));
        direction[n % dimensions] += weights[of * features + first + filter] * taps[n];
      }
    });
    first += filters;
  }
  return directions;
}
