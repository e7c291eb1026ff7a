import type { Scorer } from '@textcam/text';
import { curveOf } from '../faithfulness/curves.js';
import { fractionSets, standardFractions } from '../faithfulness/fractionSets.js';
import { type InputText, wordsIn } from '../inputText.js';
import type { Removal } from '../investigation.js';
import { type Kept, type KeptOrder, keptScores } from './keptScores.js';

/** What becomes of a probability as words go, or come, in an order. */
export interface RemovalMetrics {
  comprehensiveness: number;
  sufficiency: number;
  deletion: number;
  insertion: number;
}

export interface ReducedText {
  text: InputText;
  explained: number;
  removals: { fractions: Removal; curves: Removal };
}

/** An order of a text's words, most important first, and the one that they are put in by: the same, but for random ones. */
export interface Orders {
  deletion: KeptOrder;
  insertion: KeptOrder;
}

/** The metrics of each order. @see aopc, deletionCurve and insertionCurve, which they agree with */
export async function removalMetrics(
  scorer: Scorer,
  { text, explained, removals }: ReducedText,
  orders: readonly Orders[],
): Promise<RemovalMetrics[]> {
  const words = Array.from({ length: wordsIn(text) }, (_, n) => n);
  const tops = standardFractions.map((fraction) => fractionSets('audit', words, fraction).only.length);
  const parts = await keptScores(
    scorer,
    { text, explained, removal: removals.fractions },
    orders.flatMap(({ deletion }) => partsOf(deletion, tops)),
  );
  const steps = await keptScores(scorer, { text, explained, removal: removals.curves }, orders.flatMap(stepsOf));
  const [inParts, inSteps] = [1 + 2 * tops.length, words.length + 1];
  return orders.map((_, n) => {
    const [whole, ...scores] = parts.subarray(n * inParts, (n + 1) * inParts);
    const losses = scores.map((score) => whole - score);
    const area = (curve: number) => curveOf([...steps.subarray(curve * inSteps, (curve + 1) * inSteps)]).auc;
    return {
      comprehensiveness: mean(losses.slice(0, tops.length)),
      sufficiency: mean(losses.slice(tops.length)),
      deletion: area(2 * n),
      insertion: area(2 * n + 1),
    };
  });
}

/** All words; all without each top; each top alone. */
function partsOf(of: KeptOrder, tops: readonly number[]): Kept[] {
  const end = of.order.length;
  return [
    { of, first: 0, end },
    ...tops.map((top) => ({ of, first: top, end })),
    ...tops.map((top) => ({ of, first: 0, end: top })),
  ];
}

/** What is left after each deletion, then what is there after each insertion. */
function stepsOf({ deletion, insertion }: Orders): Kept[] {
  const end = deletion.order.length;
  const counts = Array.from({ length: end + 1 }, (_, n) => n);
  return [
    ...counts.map((first) => ({ of: deletion, first, end })),
    ...counts.map((count) => ({ of: insertion, first: 0, end: count })),
  ];
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The mean of some orders' metrics. */
export function meanOf(all: readonly RemovalMetrics[]): RemovalMetrics {
  const over = (metric: keyof RemovalMetrics) => mean(all.map((metrics) => metrics[metric]));
  return {
    comprehensiveness: over('comprehensiveness'),
    sufficiency: over('sufficiency'),
    deletion: over('deletion'),
    insertion: over('insertion'),
  };
}
