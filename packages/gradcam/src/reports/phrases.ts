import type { ExplainedToken, ExplainedWindow, Explanation } from '../explanation.js';
import { nameOf, otherSide } from './methodNames.js';
import { asName } from './outsideText.js';
import { type Html, html } from './page.js';
import { signed } from './signedValue.js';

/** Words side by side that are looked at as one, those of the same words and value together. */
export interface Phrase {
  /** From the first word to the last, those that the model does not see among them. */
  tokens: ExplainedToken[];
  relevance: number;
  count: number;
}

/** The strongest of what looks at several words at once. */
export interface PhraseGroup {
  /** Windows of a branch, `size` words each; null for n-grams that the model knows. */
  of: { branch: number; size: number } | null;
  phrases: Phrase[];
}

/** The n-grams that the model knows or, in a text without any, windows of several words, branch by branch: those cut short by an end are left out. */
export function phrasesOf(explanation: Explanation, most: number): PhraseGroup[] {
  const groups = explanation.ngrams.length > 0 ? [knownPhrases(explanation)] : branchPhrases(explanation);
  return groups.flatMap(({ of, found }) => {
    const strongest = found
      .filter(({ relevance }) => relevance !== 0)
      .sort((a, b) => Math.abs(b.relevance) - Math.abs(a.relevance));
    return strongest.length > 0 ? [{ of, phrases: distinct(strongest).slice(0, most) }] : [];
  });
}

/** What one looks at, the strongest not yet first. */
interface Found {
  of: PhraseGroup['of'];
  found: { tokens: ExplainedToken[]; relevance: number }[];
}

function knownPhrases({ tokens, ngrams }: Explanation): Found {
  const found = ngrams.map(({ tokens: [first, last], relevance }) => ({
    tokens: tokens.slice(first, last + 1),
    relevance,
  }));
  return { of: null, found };
}

function branchPhrases({ tokens, windows }: Explanation): Found[] {
  const branches = [...new Set(windows.map(({ branch }) => branch))].sort((a, b) => a - b);
  return branches.flatMap((branch) => {
    const whole = windows.filter((window) => window.branch === branch).map((window) => withTokens(window, tokens));
    const size = whole.reduce((largest, { seen }) => Math.max(largest, seen), 0);
    return size < 2 ? [] : [{ of: { branch, size }, found: whole.filter(({ seen }) => seen === size) }];
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

function distinct(windows: readonly Pick<Phrase, 'tokens' | 'relevance'>[]): Phrase[] {
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
  const says =
    explanation.ngrams.length > 0
      ? 'what words that the model knows as one say as such; in equal parts it is in the values of the words'
      : 'what a filter that sees several words at once says, as a whole';
  return html`<p class="faint">By ${nameOf(explanation)}: ${says}. Between them, struck through,
what the model does not see. Above 0 they speak for ${asName(explanation.explained)}, below for ${otherSide(explanation)}.</p>
<div class="charts">${phrasesOf(explanation, listed).map(phraseTable)}</div>`;
}

function captionOf({ of }: PhraseGroup): string {
  return of === null ? 'Words known as one' : `Word ${numbers[of.size] ?? `groups of ${of.size}`}, branch ${of.branch}`;
}

function phraseTable(group: PhraseGroup): Html {
  const row = ({ tokens, relevance, count }: Phrase) => html`<tr><th scope="row" dir="auto">${words(tokens)}${
    count > 1 ? html`<span class="faint"> ×${count}</span>` : html``
  }</th><td class="number">${signed(relevance)}</td></tr>
`;
  return html`<table class="phrases"><caption>${captionOf(group)}</caption>
<thead><tr><th scope="col">Words</th><th scope="col" class="number">Value</th></tr></thead>
<tbody>${group.phrases.map(row)}</tbody></table>`;
}

function words(tokens: readonly ExplainedToken[]): Html[] {
  const struck = tokens.filter(({ leftOut }) => leftOut !== null);
  const shown = struck.length > struckAtMost ? tokens.filter(({ leftOut }) => leftOut === null) : tokens;
  return shown.map(({ text, leftOut }, n) => {
    const word = asName(text, 24);
    return html`${n > 0 ? ' ' : ''}${leftOut === null ? word : html`<s>${word}</s>`}`;
  });
}
