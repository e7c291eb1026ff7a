import pico from 'picocolors';
import type { ExplainedToken, Explanation } from '../explanation.js';
import { asName, harmless } from './outsideText.js';
import { firstOf, leftOutWords, markedFrom, type RankedToken, rankedTokens, summarize, timesOf } from './ranking.js';
import { wrapped } from './wrapped.js';

export interface TerminalOptions {
  /** Escape sequences for colour, when it goes to a terminal. */
  colour: boolean;
  /** Columns to break lines at, between words. Lines are left as they are without it. */
  width?: number;
}

type Paint = ReturnType<typeof pico.createColors>;

const listed = 10;
const barLength = 20;

/**
 * An explanation for a terminal: the verdict, the text with its strongest words marked [+for] and [-against], the strongest words with
 * their values, and what the model did not see. With colour the marks are cyan and yellow; the signs stay, for those who cannot tell.
 * Control characters in the text are shown as �, so that a text cannot command the terminal.
 */
export function renderTerminal(explanation: Explanation, { colour, width }: TerminalOptions): string {
  const paint = pico.createColors(colour);
  const ranked = rankedTokens(explanation);
  const strongest = Math.abs(ranked[0]?.relevance ?? 0);
  const prose = (text: string) => (width === undefined ? text : wrapped(text, width));
  const parts = [
    [
      prose(paint.bold(summarize(explanation))),
      ...explanation.warnings.map((warning) => prose(paint.red(`Warning: ${harmless(warning)}`))),
    ],
    explanation.text.trim() === '' ? [] : [prose(markedText(explanation, strongest, paint))],
    table(ranked, strongest, paint),
    [prose(legend(explanation, ranked.length)), ...leftOut(explanation).map((line) => prose(paint.dim(line)))],
  ];
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function markedText({ text, tokens }: Explanation, strongest: number, paint: Paint): string {
  let cursor = 0;
  let out = '';
  for (const token of tokens) {
    out += harmless(text.slice(cursor, token.start)) + marked(token, strongest, paint);
    cursor = token.end;
  }
  return out + harmless(text.slice(cursor));
}

function marked({ text, leftOut, relevance }: ExplainedToken, strongest: number, paint: Paint): string {
  const shown = harmless(text);
  if (leftOut !== null) return paint.dim(paint.strikethrough(shown));
  if (!relevance || Math.abs(relevance) < markedFrom * strongest) return shown;
  return relevance > 0 ? paint.bold(paint.cyan(`[+${shown}]`)) : paint.bold(paint.yellow(`[-${shown}]`));
}

// The word comes last, since nobody knows how wide a terminal draws it.
function table(ranked: readonly RankedToken[], strongest: number, paint: Paint): string[] {
  return ranked.slice(0, listed).map(({ text, relevance, inVocabulary, rank }) => {
    const length = Math.max(1, Math.round((barLength * Math.abs(relevance)) / strongest));
    const value = `${relevance > 0 ? '+' : '-'}${Math.abs(relevance).toPrecision(3)}`;
    const bar = '█'.repeat(length) + ' '.repeat(barLength - length);
    const unknown = inVocabulary ? '' : paint.dim(' (unknown word)');
    const painted = relevance > 0 ? paint.cyan(bar) : paint.yellow(bar);
    return `${String(rank).padStart(3)} ${value.padStart(10)}  ${painted}  ${asName(text, 40)}${unknown}`;
  });
}

function legend({ explained, rival, method, m, branch, score, relu, length }: Explanation, count: number): string {
  const margin = `margin ${score.toFixed(4)}`;
  const gradCam = `Grad-CAM, ${relu ? 'evidence for alone' : 'signed'}`;
  const what = method === 'article' ? "the article's method, evidence for alone" : gradCam;
  const against = relu ? '' : `, - for ${asName(rival)}`;
  const mean = m === null ? '' : `; m ${m.toPrecision(3)}`;
  const shown = count > listed ? `The ${listed} strongest of ${count} words. ` : '';
  return (
    `${shown}+ speaks for ${asName(explained)}${against}; ${what}, branch ${branch}; ` +
    `${margin}${mean}; ${length} ${length === 1 ? 'token' : 'tokens'} seen.`
  );
}

function leftOut(explanation: Explanation): string[] {
  return leftOutWords(explanation).map(
    ({ reason, count, words }) => `Not seen, ${timesOf(reason, count)}: ${firstOf(words, 20)}`,
  );
}
