import type { LeftOut } from '@textcam/text';
import type { ExplainedToken, Explanation } from '../explanation.js';
import { asName } from './outsideText.js';
import { chance } from './signedValue.js';

/** A token with evidence. */
export interface RankedToken extends ExplainedToken {
  relevance: number;
}

/** The tokens with evidence, strongest first, whatever the sign; of equals the earlier one. */
export function rankedTokens({ tokens }: Explanation): RankedToken[] {
  return tokens
    .filter((token): token is RankedToken => token.relevance !== null && token.relevance !== 0)
    .sort((a, b) => Math.abs(b.relevance) - Math.abs(a.relevance) || a.start - b.start);
}

/** What the explanation, whose tokens are ranked, says in one or two sentences. */
export function summarize(explanation: Explanation, ranked: readonly RankedToken[]): string {
  const { predicted, explained, classes, probabilities } = explanation;
  const share = (label: string) => chance(probabilities[classes.indexOf(label)]);
  const verdict = `The model says ${asName(predicted)} with ${share(predicted)}.`;
  const about =
    explained === predicted ? '' : ` What follows is about ${asName(explained)}, which it gives ${share(explained)}.`;
  return `${verdict}${about} ${evidence(explanation, ranked)}`;
}

function evidence({ explained, relu, length }: Explanation, ranked: readonly RankedToken[]): string {
  if (length === 0) return 'It sees no word of this text.';
  if (ranked.length === 0) return relu ? `No positive evidence for ${asName(explained)}.` : 'No word carries evidence.';
  const against = relu ? '' : ` Strongest against: ${firstWords(ranked, -1)}.`;
  return `Strongest for ${asName(explained)}: ${firstWords(ranked, 1)}.${against}`;
}

/** The strongest different words on a side. */
function firstWords(ranked: readonly RankedToken[], sign: 1 | -1): string {
  const words = new Set<string>();
  for (const { text, relevance } of ranked) {
    if (Math.sign(relevance) === sign) words.add(inList(text));
    if (words.size === 5) break;
  }
  return [...words].join(', ') || 'none';
}

// A comma among commas would not be seen.
function inList(word: string): string {
  const name = asName(word, 40);
  return /[\p{L}\p{N}]/u.test(name) ? name : `"${name}"`;
}

/** The words that the model does not see, by reason: how many, and the different ones in the order of the text. */
export interface LeftOutWords {
  reason: LeftOut;
  count: number;
  words: string[];
}

/** Reasons in the order of the text. A stop word list that swallows "not" can be seen here. */
export function leftOutWords({ tokens }: Explanation): LeftOutWords[] {
  const reasons = new Map<LeftOut, string[]>();
  for (const { leftOut, text } of tokens) {
    if (leftOut === null) continue;
    const words = reasons.get(leftOut) ?? [];
    words.push(inList(text).toLowerCase());
    reasons.set(leftOut, words);
  }
  return [...reasons].map(([reason, words]) => ({ reason, count: words.length, words: [...new Set(words)] }));
}

export function timesOf(reason: LeftOut, count: number): string {
  return `${reason}, ${count === 1 ? 'once' : `${count} times`}`;
}

/** The first `most` of a list in a sentence, and how many more there are. */
export function firstOf(words: readonly string[], most: number): string {
  const more = words.length > most ? ` and ${words.length - most} more` : '';
  return `${words.slice(0, most).join(', ')}${more}`;
}
