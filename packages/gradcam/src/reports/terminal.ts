import pico from 'picocolors';
import type { ExplainedToken, Explanation } from '../explanation.js';
import { type RankedToken, rankedTokens, summarize } from './ranking.js';

export interface TerminalOptions {
  /** Escape sequences for colour, when it goes to a terminal. */
  colour: boolean;
}

/** Tokens marked in the text: those at least this strong beside the strongest. */
const markedFrom = 0.15;
const listed = 10;

/**
 * An explanation for a terminal: the verdict, the text with its strongest words marked [+for] and [-against], and the strongest words with
 * their values. With colour the marks are blue and yellow; the signs stay, for those who cannot tell. Control characters in the text are
 * shown as �, so that a text cannot command the terminal.
 */
export function renderTerminal(explanation: Explanation, { colour }: TerminalOptions): string {
  const paint = pico.createColors(colour);
  const ranked = rankedTokens(explanation);
  const strongest = Math.abs(ranked[0]?.relevance ?? 0);
  const mark = (token: ExplainedToken) => {
    const text = harmless(token.text);
    if (token.leftOut !== null) return paint.dim(colour ? paint.strikethrough(text) : text);
    const relevance = token.relevance ?? 0;
    if (relevance === 0 || Math.abs(relevance) < markedFrom * strongest) return text;
    const marked = `[${relevance > 0 ? '+' : '-'}${text}]`;
    return relevance > 0 ? paint.bold(paint.blue(marked)) : paint.bold(paint.yellow(marked));
  };
  return [
    paint.bold(harmless(summarize(explanation))),
    ...explanation.warnings.map((warning) => paint.red(`Warning: ${warning}`)),
    '',
    markedText(explanation, mark),
    '',
    ...table(ranked, strongest, paint),
    legend(explanation, ranked.length),
    '',
  ].join('\n');
}

function markedText({ text, tokens }: Explanation, mark: (token: ExplainedToken) => string): string {
  let cursor = 0;
  let out = '';
  for (const token of tokens) {
    out += harmless(text.slice(cursor, token.start)) + mark(token);
    cursor = token.end;
  }
  return out + harmless(text.slice(cursor));
}

function table(
  ranked: readonly RankedToken[],
  strongest: number,
  paint: ReturnType<typeof pico.createColors>,
): string[] {
  return ranked.slice(0, listed).map(({ text, relevance, inVocabulary, rank }) => {
    const bar = '█'.repeat(Math.max(1, Math.round((20 * Math.abs(relevance)) / strongest)));
    const value = `${relevance > 0 ? '+' : '-'}${Math.abs(relevance).toPrecision(3)}`;
    const word = harmless(text.length > 24 ? `${text.slice(0, 23)}…` : text);
    const unknown = inVocabulary ? '' : paint.dim(' (unknown word)');
    const painted = relevance > 0 ? paint.blue(bar) : paint.yellow(bar);
    return `${String(rank).padStart(3)}  ${word.padEnd(24)} ${value.padStart(10)}  ${painted}${unknown}`;
  });
}

function legend({ explained, rival, method, branch, score, relu, length }: Explanation, count: number): string {
  const what = method === 'article' ? "the article's variant" : `Grad-CAM${relu ? ', evidence for alone' : ', signed'}`;
  const shown = count > listed ? `The ${listed} strongest of ${count} words. ` : '';
  return (
    `${shown}+ speaks for ${harmless(explained)}, - for ${harmless(rival)}; ${what}, branch ${branch}; ` +
    `margin ${score.toFixed(4)}; ${length} tokens seen.`
  );
}

function harmless(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not reach the terminal.
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, (c) =>
    c === '\r' ? '' : '\ufffd',
  );
}
