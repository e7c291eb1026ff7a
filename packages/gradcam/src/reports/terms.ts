import type { Explanation } from '../explanation.js';
import { meaningOf, nameOf, scoreName } from './methodNames.js';
import { sameAs } from './sameValues.js';
import { signed } from './signedValue.js';

/** On what terms to read the values, in prose: the method, what it explains, and what it is the same as. */
export function terms(explanation: Explanation, others: readonly Explanation[]): string {
  const { method, branch, windows, ngrams, score, length, m, delta } = explanation;
  const comparison = method === 'article' ? 'It starts from the loss; for comparison, ' : 'It explains ';
  const parts = [
    `${nameOf(explanation)}: a word's value is ${meaningOf(explanation)}.`,
    `${comparison}${scoreName(explanation)}${method === 'article' ? ' is' : ','} ${score.toFixed(4)}.`,
  ];
  if (branch !== 'all') parts.push('The other branches and the biases count too, and are not in it.');
  else if (windows.length > 0) parts.push('A window of several words shares its value among them in equal parts.');
  if (ngrams.length > 0) {
    parts.push(
      'Words that the model knows as one have a value of their own, which is in the values of each in equal parts.',
    );
  }
  if (m !== null)
    parts.push(
      `m, the mean of all embedding entries, is ${signed(m)}: the values carry it as a factor, its sign turned round.`,
    );
  if (delta !== null) parts.push(`All values sum to the score less that of the biases, but for ${signed(delta)}.`);
  parts.push(`The model saw ${length} ${length === 1 ? 'token' : 'tokens'}, and no padding.`);
  return `${parts.join(' ')}${sameAs(explanation, others)}`;
}
