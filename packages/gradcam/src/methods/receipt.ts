import { branchProducts, featurePasses, logitsAtZero, logitsOf } from '../passes.js';
import { scoreOf } from '../target.js';
import { cut } from './gradientMethods.js';
import type { Attribute } from './method.js';

/**
 * The score as an exact sum: that of the biases alone, what every word adds in each branch, by its own products with the taps of each
 * window that it is in, and padding. The residual is what is left: rounding for a network without activations.
 */
export const receipt: Attribute = async ({ model, texts, targets, relu }) => {
  const passes = await featurePasses(model, texts, targets);
  const products = await branchProducts(model, texts, passes);
  const [full, none] = [await logitsOf(model, texts), await logitsAtZero(model, texts)];
  return texts.map(({ ids, length }, n) => {
    const byBranch = products[n];
    const branches = byBranch.map((values) => total(values.slice(0, length)));
    const padding = total(byBranch.map((values) => total(values.slice(length))));
    const bias = scoreOf(none[n], targets[n]);
    const residual = scoreOf(full[n], targets[n]) - bias - total(branches) - padding;
    const values = Array.from(ids, (_, t) => total(byBranch.map((branch) => branch[t])));
    return { values: cut(values, relu), receipt: { bias, branches, padding, residual, byBranch } };
  });
};

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
