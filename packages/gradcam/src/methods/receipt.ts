import { branchProducts, featurePasses, logitsAtZero, logitsOf } from '../passes.js';
import { scoreOf } from '../target.js';
import { wordValues } from '../wordValues.js';
import type { Attribute } from './method.js';

/**
 * The score as an exact sum: that of the biases alone, what every word adds in each branch, by its own products with the taps of each
 * window that it is in, and padding. The residual is what is left: rounding for a network without activations.
 */
export const receipt: Attribute = async ({ model, texts, targets, relu }) => {
  const passes = await featurePasses(model, texts, targets);
  const products = await branchProducts(model, texts, passes);
  const [full, none] = [await logitsOf(model, texts), await logitsAtZero(model, texts)];
  return texts.map((text, n) => {
    const { ids, length } = text;
    const branches = products[n].map((values) => total(values.slice(0, length)));
    const padding = total(products[n].map((values) => total(values.slice(length))));
    const bias = scoreOf(none[n], targets[n]);
    const residual = scoreOf(full[n], targets[n]) - bias - total(branches) - padding;
    const values = Array.from(ids, (_, t) => total(products[n].map((branch) => branch[t])));
    const byBranch = products[n].map((branch) => wordValues(text, branch, false).values);
    return { ...wordValues(text, values, relu), receipt: { bias, branches, padding, residual, byBranch } };
  });
};

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
