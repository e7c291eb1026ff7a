import { logitsAtZero, logitsOf, pathProducts } from '../passes.js';
import { scoreOf } from '../target.js';
import { wordValues } from '../wordValues.js';
import type { Attribute } from './method.js';

/** ⟨e, ∂score/∂e⟩ of each word's vector e. @see Shrikumar et al. 2016, https://arxiv.org/abs/1605.01713 */
export const gradientTimesInput: Attribute = async ({ model, texts, targets, relu }) => {
  const products = await pathProducts(model, texts, targets, [1]);
  return products.map((values, n) => wordValues(texts[n], values, relu));
};

/**
 * Integrated gradients from vectors of zeros, by the midpoint rule, in 50 steps when they are left out; δ says how far the values are from adding up to the score
 * minus that of the biases alone. @see Sundararajan et al. 2017, https://arxiv.org/abs/1703.01365
 */
export const integratedGradientsOfText: Attribute = async ({ model, texts, targets, relu, steps = 50 }) => {
  // Each in the middle of its piece of the way: their weights sum to 1.
  const points = Array.from({ length: steps }, (_, n) => (n + 0.5) / steps);
  const products = await pathProducts(model, texts, targets, points);
  const [full, none] = [await logitsOf(model, texts), await logitsAtZero(model, texts)];
  return products.map((values, n) => {
    const total = values.reduce((sum, value) => sum + value, 0);
    const delta = total - (scoreOf(full[n], targets[n]) - scoreOf(none[n], targets[n]));
    return { ...wordValues(texts[n], values, relu), delta };
  });
};

/** Evidence against the score cut off, where that is asked for. */
export function cut(values: number[], relu: boolean): number[] {
  return relu ? values.map((value) => Math.max(0, value)) : values;
}
