import type { Explanation, Method } from '../explanation.js';
import { nameOf } from './methodNames.js';

/** Methods that are one and the same for a network without activations. */
const linear: readonly (readonly Method[])[] = [
  ['gradcam', 'hirescam'],
  ['gradient-x-input', 'integrated-gradients', 'occlusion-zero', 'receipt'],
];

/** Which other methods give the same values, within a millionth of the largest, and whether a network without activations must. */
export function sameAs(explanation: Explanation, others: readonly Explanation[]): string {
  const largest = explanation.tokens.reduce((most, { relevance }) => Math.max(most, Math.abs(relevance ?? 0)), 0);
  const same = others.filter(
    (other) =>
      other !== explanation &&
      other.explained === explanation.explained &&
      other.rival === explanation.rival &&
      other.tokens.every(
        ({ relevance }, n) => Math.abs((relevance ?? 0) - (explanation.tokens[n].relevance ?? 0)) <= 1e-6 * largest,
      ),
  );
  if (same.length === 0 || largest === 0) return '';
  const family = linear.find((methods) => methods.includes(explanation.method)) ?? [];
  const must = same.every(({ method }) => family.includes(method));
  const names = [...new Set(same.map(nameOf))].join(', ');
  return ` Gives the same values as ${names} here${must ? ', as it must for a network without activations' : ''}.`;
}
