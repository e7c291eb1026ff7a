import type { ExplainedToken, Explanation } from '../explanation.js';
import { asName } from './outsideText.js';
import { type Html, html } from './page.js';
import { markedFrom, type RankedToken } from './ranking.js';

/** The original text, character by character, each token with the ground that its relevance gives it and a title that says it in words. */
export function highlightedText(explanation: Explanation, ranked: readonly RankedToken[]): Html {
  const strongest = Math.abs(ranked[0]?.relevance ?? 1);
  const ranks = new Map(ranked.map(({ start, rank }) => [start, rank]));
  const toward = (relevance: number) => asName(relevance > 0 ? explanation.explained : explanation.rival, 30);
  const parts: Html[] = [];
  let cursor = 0;
  for (const token of explanation.tokens) {
    const { leftOut, relevance, start } = token;
    parts.push(html`${explanation.text.slice(cursor, start)}`);
    if (leftOut !== null) parts.push(html`<span class="out" title="${`not seen: ${leftOut}`}">${token.text}</span>`);
    else if (!relevance) parts.push(withoutEvidence(token));
    else
      parts.push(withEvidence(token, relevance / strongest, `toward ${toward(relevance)}, rank ${ranks.get(start)}`));
    cursor = token.end;
  }
  return html`<div class="text" dir="auto">${[...parts, html`${explanation.text.slice(cursor)}`]}</div>`;
}

function withoutEvidence({ text, inVocabulary }: ExplainedToken): Html {
  return inVocabulary ? html`${text}` : html`<span class="unknown" title="no evidence, unknown word">${text}</span>`;
}

/** `share`: signed, 1 or -1 for the strongest. */
function withEvidence({ text, relevance, inVocabulary }: ExplainedToken, share: number, what: string): Html {
  const names = [share > 0 ? 'for' : 'against'];
  if (Math.abs(share) < markedFrom) names.push('weak');
  if (!inVocabulary) names.push('unknown');
  const title = `${what}, ${signed(relevance ?? 0)}${inVocabulary ? '' : ', unknown word'}`;
  return html`<span class="${names.join(' ')}" style="--share:${Math.abs(share).toFixed(3)}" title="${title}">${text}</span>`;
}

/** A value with its sign, to three digits. */
export function signed(value: number): string {
  return `${value > 0 ? '+' : '−'}${Math.abs(value).toPrecision(3)}`;
}
