import type { ExplainedToken, Explanation } from '../explanation.js';

/** A token with evidence and its place in the order of strength, from 1. */
export interface RankedToken extends ExplainedToken {
  relevance: number;
  rank: number;
}

/** The tokens with evidence, strongest first, whatever the sign; of equals the earlier one. */
export function rankedTokens({ tokens }: Explanation): RankedToken[] {
  return tokens
    .filter((token): token is RankedToken => token.relevance !== null && token.relevance !== 0)
    .sort((a, b) => Math.abs(b.relevance) - Math.abs(a.relevance) || a.start - b.start)
    .map((token, n) => ({ ...token, rank: n + 1 }));
}

/** What the explanation says, in one or two sentences. */
export function summarize(explanation: Explanation): string {
  const { predicted, explained, classes, probabilities } = explanation;
  const percent = (label: string) => `${(100 * probabilities[classes.indexOf(label)]).toFixed(1)} %`;
  const ranked = rankedTokens(explanation);
  const words = (sign: number) => {
    const texts = ranked.filter(({ relevance }) => Math.sign(relevance) === sign).map(({ text }) => text);
    return [...new Set(texts)].slice(0, 5).join(', ') || 'none';
  };
  const verdict = `The model says ${predicted} with ${percent(predicted)}.`;
  const about =
    explained === predicted ? '' : ` What follows speaks for ${explained}, which it gives ${percent(explained)}.`;
  if (ranked.length === 0) return `${verdict}${about} No word carries evidence.`;
  const against = explanation.relu ? '' : ` Strongest against: ${words(-1)}.`;
  return `${verdict}${about} Strongest for ${explained}: ${words(1)}.${against}`;
}
