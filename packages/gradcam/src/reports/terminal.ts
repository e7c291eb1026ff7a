import type { Ansis } from 'ansis';
import type { ExplainedToken, Explanation, ReceiptSum } from '../explanation.js';
import { shades } from './explanationStyles.js';
import { levelOf } from './levels.js';
import { methodName, otherSide, whereOf } from './methodNames.js';
import { mixed, type Rgb, rgbOf } from './mixed.js';
import { asName, harmless } from './outsideText.js';
import { type ColourDepth, painter } from './painter.js';
import { type PhraseGroup, phrasesOf } from './phrases.js';
import { firstOf, leftOutWords, type RankedToken, rankedTokens, summarize, timesOf } from './ranking.js';
import { palettes } from './styles.js';
import { wrapped } from './wrapped.js';

export interface TerminalOptions {
  /** Escape sequences for colour, when it goes to a terminal. */
  colour: ColourDepth;
  /** Columns to break lines at, between words. Lines are left as they are without it. */
  width?: number;
}

const listed = 10;
const listedPhrases = 5;
const barLength = 20;
const ink = rgbOf(palettes.light.ink);

/**
 * An explanation for a terminal: the verdict, the text with its strongest words marked [+for] and [-against], the strongest words and word
 * groups with their values, the receipt if there is one, and what the model did not see. With colour the marks have a blue or orange ground,
 * the fuller the stronger; the signs stay, for those who cannot tell. Control characters in the text are shown as �, so that a text cannot
 * command the terminal.
 */
export function renderTerminal(explanation: Explanation, { colour, width }: TerminalOptions): string {
  const paint = painter(colour);
  const ranked = rankedTokens(explanation);
  const strongest = Math.abs(ranked[0]?.relevance ?? 0);
  const prose = (text: string) => (width === undefined ? text : wrapped(text, width));
  const parts = [
    [
      prose(paint.bold(summarize(explanation, ranked))),
      ...explanation.warnings.map((warning) => prose(paint.red(`Warning: ${harmless(warning)}`))),
    ],
    explanation.text.trim() === '' ? [] : [prose(markedText(explanation, strongest, paint))],
    table(ranked, strongest, paint),
    phrases(explanation, paint),
    receipt(explanation),
    [prose(legend(explanation, ranked.length)), ...leftOut(explanation).map((line) => prose(paint.dim(line)))],
  ];
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function markedText({ text, tokens }: Explanation, strongest: number, paint: Ansis): string {
  let cursor = 0;
  let out = '';
  for (const token of tokens) {
    out += harmless(text.slice(cursor, token.start)) + marked(token, strongest, paint);
    cursor = token.end;
  }
  return out + harmless(text.slice(cursor));
}

function marked({ text, leftOut, relevance }: ExplainedToken, strongest: number, paint: Ansis): string {
  const shown = harmless(text);
  if (leftOut !== null) return paint.dim(paint.strikethrough(shown));
  const level = relevance ? levelOf(Math.abs(relevance) / strongest) : 0;
  if (!relevance || level < 2) return shown;
  const [side, sign] = relevance > 0 ? (['for', '+'] as const) : (['against', '-'] as const);
  // Ink and ground both, since nobody knows the terminal's own.
  const ground = mixed(palettes.light[side], palettes.light.paper, shades[level - 1]);
  return on(paint, ground)(`[${sign}${shown}]`);
}

function on(paint: Ansis, ground: Rgb) {
  return paint.rgb(...ink).bgRgb(...ground);
}

// The word comes last, since nobody knows how wide a terminal draws it.
function table(ranked: readonly RankedToken[], strongest: number, paint: Ansis): string[] {
  return ranked.slice(0, listed).map(({ text, relevance, inVocabulary }, n) => {
    const length = Math.max(1, Math.round((barLength * Math.abs(relevance)) / strongest));
    const bar = '█'.repeat(length) + ' '.repeat(barLength - length);
    const unknown = inVocabulary ? '' : paint.dim(' (unknown word)');
    const painted = paint.rgb(...rgbOf(relevance > 0 ? palettes.dark.for : palettes.dark.against))(bar);
    return `${String(n + 1).padStart(3)} ${signed(relevance).padStart(10)}  ${painted}  ${asName(text, 40)}${unknown}`;
  });
}

function signed(value: number, digits = 3): string {
  const sign = value === 0 ? '' : value > 0 ? '+' : '-';
  return `${sign}${value === 0 ? 0 : Math.abs(value).toPrecision(digits)}`;
}

function phrases(explanation: Explanation, paint: Ansis): string[] {
  const what = ({ of }: PhraseGroup) =>
    of === null ? 'runs of words that the model knows as one' : `of ${of.size} words together, branch ${of.branch}`;
  return phrasesOf(explanation, listedPhrases).flatMap((group) => [
    `The strongest ${what(group)} (in brackets what it does not see):`,
    ...group.phrases.map(({ tokens, relevance, count }) => {
      // In brackets, since without colour nothing is struck through.
      const words = tokens.map(({ text, leftOut }) => {
        const word = asName(text, 24);
        return leftOut === null ? word : paint.dim(`(${word})`);
      });
      return `${signed(relevance).padStart(14)}  ${words.join(' ')}${count > 1 ? ` ×${count}` : ''}`;
    }),
  ]);
}

/** The sum, a term a line. */
function receipt({ receipt, score, rival }: Explanation): string[] {
  if (receipt === null) return [];
  const { bias, branches, padding, residual }: ReceiptSum = receipt;
  const terms: [string, number][] = [
    ['bias', bias],
    ...branches.map((value, n): [string, number] => [`words, branch ${n + 1}`, value]),
    ['padding', padding],
    ['residual', residual],
    [rival === null ? '= logit' : '= margin', score],
  ];
  return terms.map(([what, value]) => `${signed(value, 6).padStart(14)}  ${what}`);
}

function legend(explanation: Explanation, count: number): string {
  const { explained, rival, m, delta, score, relu, length } = explanation;
  const against = relu ? '' : `, - for ${otherSide(explanation)}`;
  const how = [
    methodName(explanation).replace(/^The/, 'the'),
    relu ? 'evidence for alone' : 'signed',
    whereOf(explanation),
  ];
  const shown = count > listed ? `The ${listed} strongest of ${count} words. ` : '';
  const parts = [
    `${shown}+ speaks for ${asName(explained)}${against}`,
    how.filter((part) => part !== '').join(', '),
    `${rival === null ? 'logit' : 'margin'} ${score.toFixed(4)}`,
    ...(m === null ? [] : [`m ${m.toPrecision(3)}`]),
    ...(delta === null ? [] : [`delta ${delta.toPrecision(3)}`]),
    `${length} ${length === 1 ? 'token' : 'tokens'} seen.`,
  ];
  return parts.join('; ');
}

function leftOut(explanation: Explanation): string[] {
  return leftOutWords(explanation).map(
    ({ reason, count, words }) => `Not seen, ${timesOf(reason, count)}: ${firstOf(words, 20)}`,
  );
}
