import type { ExplainedToken, ExplainedWindow, Explanation } from '../explanation.js';
import { nameOf, otherSide } from './methodNames.js';
import { asName } from './outsideText.js';
import { type Html, html } from './page.js';
import { signed } from './signedValue.js';

/** Words side by side that one filter position sees, those of the same words and value as one. */
export interface Phrase {
  /** From the first word to the last, those that the model does not see among them. */
  tokens: ExplainedToken[];
  relevance: number;
  count: number;
}

/** The strongest windows of several words, branch by branch: `size` words each. Windows cut short by an end of the text are left out. */
export interface BranchPhrases {
  branch: number;
  size: number;
  phrases: Phrase[];
}

export function phrasesOf({ tokens, windows }: Explanation, most: number): BranchPhrases[] {
  const branches = [...new Set(windows.map(({ branch }) => branch))].sort((a, b) => a - b);
  return branches.flatMap((branch) => {
    const whole = windows.filter((window) => window.branch === branch).map((window) => withTokens(window, tokens));
    const size = whole.reduce((largest, { seen }) => Math.max(largest, seen), 0);
    if (size < 2) return [];
    const strongest = whole
      .filter(({ seen, relevance }) => seen === size && relevance !== 0)
      .sort((a, b) => Math.abs(b.relevance) - Math.abs(a.relevance));
    return [{ branch, size, phrases: distinct(strongest).slice(0, most) }];
  });
}

interface WordWindow {
  tokens: ExplainedToken[];
  seen: number;
  relevance: number;
}

function withTokens({ start, end, relevance }: ExplainedWindow, tokens: readonly ExplainedToken[]): WordWindow {
  const inside = tokens.slice(firstFrom(tokens, start), firstFrom(tokens, end));
  return { tokens: inside, seen: inside.filter(({ leftOut }) => leftOut === null).length, relevance };
}

/** The first token that begins at or after a place in the text: they are in order. */
function firstFrom(tokens: readonly ExplainedToken[], place: number): number {
  let [low, high] = [0, tokens.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (tokens[middle].start < place) low = middle + 1;
    else high = middle;
  }
  return low;
}

function distinct(windows: readonly WordWindow[]): Phrase[] {
  const found = new Map<string, Phrase>();
  for (const { tokens, relevance } of windows) {
    const words = tokens.flatMap(({ leftOut, lemma }) => (leftOut === null ? [lemma] : []));
    const key = `${relevance.toPrecision(3)} ${words.join(' ')}`;
    const known = found.get(key);
    if (known) known.count++;
    else found.set(key, { tokens, relevance, count: 1 });
  }
  return [...found.values()];
}

const numbers: Record<number, string> = { 2: 'pairs', 3: 'triples' };
const listed = 8;
// Struck words among them may be many: a phrase shows those next to the words that are seen.
const struckAtMost = 6;

/** The strongest word pairs and triples, those that the model skips between them struck through. */
export function phraseTables(explanation: Explanation): Html {
  return html`<p class="faint">By ${nameOf(explanation)}: what a filter that sees several words at once says, as a whole. Between them, struck through,
what the model does not see. Above 0 they speak for ${asName(explanation.explained)}, below for ${otherSide(explanation)}.</p>
<div class="charts">${phrasesOf(explanation, listed).map(phraseTable)}</div>`;
}

function phraseTable({ branch, size, phrases }: BranchPhrases): Html {
  const row = ({ tokens, relevance, count }: Phrase) => html`<tr><th scope="row" dir="auto">${words(tokens)}${
    count > 1 ? html`<span class="faint"> ×${count}</span>` : html``
  }</th><td class="number">${signed(relevance)}</td></tr>
`;
  return html`<table class="phrases"><caption>Word ${numbers[size] ?? `groups of ${size}`}, branch ${branch}</caption>
<thead><tr><th scope="col">Words</th><th scope="col" class="number">Value</th></tr></thead>
<tbody>${phrases.map(row)}</tbody></table>`;
}

function words(tokens: readonly ExplainedToken[]): Html[] {
  const struck = tokens.filter(({ leftOut }) => leftOut !== null);
  const shown = struck.length > struckAtMost ? tokens.filter(({ leftOut }) => leftOut === null) : tokens;
  return shown.map(({ text, leftOut }, n) => {
    const word = asName(text, 24);
    return html`${n > 0 ? ' ' : ''}${leftOut === null ? word : html`<s>${word}</s>`}`;
  });
}
