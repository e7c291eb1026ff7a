import type { Explanation } from '../src/explanation.js';
import type { Investigation } from '../src/investigation.js';
import { explanationOf, type Told } from './explanations.js';

/** Falls from 1 to 0, or rises, in a straight line that `bend` bends: the area is 1 / (1 + bend). */
function curveOf(fractions: readonly number[], bend: number) {
  return { scores: fractions.map((x) => (1 - x) ** bend), auc: 1 / (1 + bend) };
}

/** An investigation of the words told: their explanation, one for the other class, and all that a report shows beside. */
export function investigationOf(told: readonly Told[], rest: Partial<Explanation> = {}): Investigation {
  const explanation = explanationOf(told, rest);
  const { explained, rival, score, length } = explanation;
  const fractions = Array.from({ length: 11 }, (_, n) => n / 10);
  const curves = (bend: number) => ({ deletion: curveOf(fractions, bend), insertion: curveOf(fractions, 1 / bend) });
  return {
    explanation,
    others: [
      withValues(explanation, (value) => value, { method: 'hirescam' }),
      withValues(explanation, (value) => Math.max(0, value), { method: 'layercam' }),
      withValues(explanation, (value) => -value, { explained: rival ?? 'other', rival: explained, score: -score }),
    ],
    receipt: receiptOf(explanation),
    curves: {
      ...{ class: explained, removal: 'zero', fractions, seed: 1 },
      ...curves(3),
      random: Array.from({ length: 20 }, (_, n) => curves(0.9 + 0.01 * n)),
    },
    reversal: {
      removal: 'zero',
      tokens: length > 0 ? [explanation.tokens.findIndex(({ leftOut }) => leftOut === null)] : null,
      smallest: true,
      predicted: explanation.classes[0],
      probabilities: explanation.classes.map((_, n) => (n === 0 ? 0.6 : 0.4 / (explanation.classes.length - 1))),
    },
  };
}

/** The same text with other values. */
export function withValues(
  explanation: Explanation,
  change: (value: number, token: number) => number,
  rest: Partial<Explanation> = {},
): Explanation {
  const tokens = explanation.tokens.map((token, n) =>
    token.relevance === null ? token : { ...token, relevance: change(token.relevance, n) },
  );
  return { ...explanation, tokens, ...rest };
}

/** Every word adds its value in branch 1 and half of it in branch 2; the bias makes up the rest. */
function receiptOf(explanation: Explanation): Explanation {
  const seen = explanation.tokens.reduce((sum, { relevance }) => sum + (relevance ?? 0), 0);
  const tokens = explanation.tokens.map((token) =>
    token.relevance === null
      ? token
      : { ...token, relevance: 1.5 * token.relevance, byBranch: [token.relevance, 0.5 * token.relevance] },
  );
  const receipt = {
    bias: explanation.score - 1.5 * seen - 1e-7,
    branches: [seen, 0.5 * seen],
    padding: 0,
    residual: 1e-7,
  };
  return { ...explanation, method: 'receipt', branch: 'all', relu: false, m: null, tokens, receipt };
}
