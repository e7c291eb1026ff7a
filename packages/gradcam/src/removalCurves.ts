import type { Classifier, Scorer } from '@textcam/text';
import { curveOf } from './faithfulness/curves.js';
import { randomOrders } from './faithfulness/order.js';
import { encodedText, type InputText } from './inputText.js';
import type { Removal, RemovalCurves } from './investigation.js';
import { without } from './removal.js';

const randomOrdersShown = 20;

/** Points of a curve at most: of a text with more words, so many evenly chosen numbers of words are tried. */
const most = 100;

export interface RemovalCurvesOptions {
  /** Positions of the seen words, most important first. */
  order: readonly number[];
  /** Number of the class whose probability is followed. */
  explained: number;
  removal: Removal;
  seed: number;
}

/** Deletion and insertion of a text's words in an order, beside random orders. @see Petsiuk et al. 2018, https://arxiv.org/abs/1806.07421 */
export async function removalCurves(
  classifier: Classifier,
  scorer: Scorer,
  ids: Int32Array,
  { order, explained, removal, seed }: RemovalCurvesOptions,
): Promise<RemovalCurves> {
  const text = encodedText(classifier, ids);
  const steps = stepsOf(order.length);
  const orders = [order, ...randomOrders(order.length, randomOrdersShown, seed)];
  const sets = orders.flatMap((own) => [
    ...steps.map((k) => setOf(text, own.slice(0, k), removal)),
    ...steps.map((k) => setOf(text, own.slice(k), removal)),
  ]);
  const scores = (await scorer.score(sets)).map(({ prediction }) => prediction.probabilities[explained]);
  const fractions = steps.map((k) => (order.length === 0 ? 0 : k / order.length));
  const curve = (n: number) => curveOf(scores.slice(n * steps.length, (n + 1) * steps.length), fractions);
  const [asked, ...random] = orders.map((_, n) => ({ deletion: curve(2 * n), insertion: curve(2 * n + 1) }));
  return { class: classifier.labels[explained], removal, fractions, ...asked, random, seed };
}

function setOf(text: InputText, gone: readonly number[], removal: Removal): Int32Array {
  return without(text, gone, removal).ids;
}

/** Numbers of words from 0 to all, evenly spread. */
function stepsOf(length: number): number[] {
  const count = Math.min(length, most);
  return Array.from({ length: count + 1 }, (_, n) => (count === 0 ? 0 : Math.round((n * length) / count)));
}
