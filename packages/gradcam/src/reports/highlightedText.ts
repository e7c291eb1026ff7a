import type { LeftOut } from '@textcam/text';
import type { ExplainedToken, Explanation } from '../explanation.js';
import { levelOf } from './levels.js';
import { type Html, html } from './page.js';
import type { RankedToken } from './ranking.js';
import { signed } from './signedValue.js';

const classOf: Record<LeftOut, string> = { 'stop word': 'stop', markup: 'markup', clipped: 'clipped' };

/**
 * The original text, character by character. Each token that the model sees is an element, `i` when it is unknown, with the shade of its
 * relevance and a title with its value; tokens in a row that it does not see for one reason are one struck element together.
 */
export function highlightedText(explanation: Explanation, ranked: readonly RankedToken[]): Html {
  const { text, tokens } = explanation;
  const strongest = Math.abs(ranked[0]?.relevance ?? 1);
  const ranks = new Map(ranked.map(({ start }, n) => [start, n + 1]));
  const parts: Html[] = [];
  let cursor = 0;
  for (let n = 0; n < tokens.length; n++) {
    const first = tokens[n];
    parts.push(html`${text.slice(cursor, first.start)}`);
    if (first.leftOut === null) {
      parts.push(seen(first, { share: (first.relevance ?? 0) / strongest, title: title(first, ranks) }));
    } else {
      const run = runFrom(tokens, n);
      n += run.length - 1;
      parts.push(struck(text.slice(first.start, run[run.length - 1].end), first.leftOut, run.length));
    }
    cursor = tokens[n].end;
  }
  return html`<div class="text" id="text" dir="auto">${[...parts, html`${text.slice(cursor)}`]}</div>`;
}

/** The tokens from a place on that are left out for the same reason. */
function runFrom(tokens: readonly ExplainedToken[], from: number): readonly ExplainedToken[] {
  let end = from + 1;
  while (end < tokens.length && tokens[end].leftOut === tokens[from].leftOut) end++;
  return tokens.slice(from, end);
}

function struck(text: string, reason: LeftOut, count: number): Html {
  const how = count === 1 ? reason : `${reason}, ${count} words`;
  return html`<s class="${classOf[reason]}" title="not seen: ${how}">${text}</s>`;
}

// Without the class's name, which may be long, and which the sign stands for: the page's script says all in words.
function title({ relevance, start }: ExplainedToken, ranks: ReadonlyMap<number, number>): string {
  return relevance ? `${signed(relevance)}, rank ${ranks.get(start)} of ${ranks.size}` : 'no evidence';
}

/** `share`: signed, 1 or -1 for the strongest. */
function seen({ text, inVocabulary }: ExplainedToken, { share, title }: { share: number; title: string }): Html {
  const level = levelOf(Math.abs(share));
  if (!inVocabulary) {
    const shade = level > 0 ? html` class="${share > 0 ? 'for' : 'against'}${level}"` : html``;
    return html`<i${shade} title="${title}, unknown word">${text}</i>`;
  }
  if (level === 0) return html`<span>${text}</span>`;
  return html`<span class="${share > 0 ? 'for' : 'against'}${level}" title="${title}">${text}</span>`;
}
