import type { ExplainedToken, Explanation } from '@textcam/gradcam';
import type { LeftOut } from '@textcam/text';
import type { Explained, Piece, WordBar } from '../protocol/explainCalls.js';

/** Characters shown at most, and after the last token that the model sees: drawing a megabyte would stop the page. */
const [shownAtMost, shownAfterLast] = [50_000, 2_000];

/** In a longer text, words that are not seen are drawn together: so many elements can be drawn in time. */
const piecesApart = 2_000;

/** Words of the chart: as many as in the article's. */
const barsShown = 20;

/** An explanation as the page shows it. */
export function explainedOf(explanation: Explanation, ms: number): Explained {
  const { text, tokens, spans, ngrams, windows, ...rest } = explanation;
  const strongestFirst = [...tokens.keys()]
    .filter((n) => tokens[n].relevance)
    .sort((a, b) => Math.abs(tokens[b].relevance ?? 0) - Math.abs(tokens[a].relevance ?? 0));
  const rankOf = new Map(strongestFirst.map((n, place) => [n, place + 1]));
  const [first] = strongestFirst;
  const shownUntil = endOfShown(text, tokens);
  return {
    ...rest,
    pieces: piecesOf(explanation, rankOf, shownUntil),
    shownUntil,
    strongest: first === undefined ? 0 : Math.abs(tokens[first].relevance ?? 0),
    ranked: strongestFirst.length,
    bars: barsOf(strongestFirst.map((n) => tokens[n])),
    leftOut: leftOutOf(tokens),
    unknown: tokens.filter(({ leftOut, inVocabulary }) => leftOut === null && !inVocabulary).length,
    ms,
  };
}

function endOfShown(text: string, tokens: readonly ExplainedToken[]): number {
  const lastSeen = tokens.findLast(({ leftOut }) => leftOut === null)?.end ?? 0;
  const end = Math.min(text.length, shownAtMost, lastSeen + shownAfterLast);
  const cutsPair = end < text.length && /[\uDC00-\uDFFF]/.test(text[end]);
  return cutsPair ? end - 1 : end;
}

/** Clipped tokens in a row are one piece, with the white space between them; in a long text all that are not seen for one reason. */
function piecesOf({ tokens, spans }: Explanation, rankOf: ReadonlyMap<number, number>, until: number): Piece[] {
  const pieces: Piece[] = [];
  for (const { start, end, token } of spans) {
    if (start >= until) break;
    const found = token === null ? null : tokens[token];
    const together =
      found?.leftOut && (found.leftOut === 'clipped' || pieces.length > piecesApart) ? found.leftOut : null;
    const run = together && runThatEnds(pieces, together);
    if (run?.token) {
      if (pieces.at(-1) !== run) pieces.pop();
      run.end = Math.min(end, until);
      run.token.count += 1;
    } else {
      pieces.push({
        start,
        end: Math.min(end, until),
        token: found && shownToken(found, rankOf.get(token ?? -1) ?? 0),
      });
    }
  }
  return pieces;
}

/** The last piece, or the one before white space, when it is not seen for this reason. */
function runThatEnds(pieces: readonly Piece[], reason: LeftOut): Piece | undefined {
  const last = pieces.at(-1)?.token === null ? pieces.at(-2) : pieces.at(-1);
  return last?.token?.leftOut === reason ? last : undefined;
}

function shownToken({ lemma, inVocabulary, leftOut, relevance }: ExplainedToken, rank: number) {
  return { lemma, inVocabulary, leftOut, count: 1, relevance: relevance ?? 0, rank };
}

/** Words of one lemma and value are one bar; the largest, however they are signed, from the most for the class to the most against it. */
function barsOf(ranked: readonly ExplainedToken[]): WordBar[] {
  const bars = new Map<string, WordBar>();
  for (const { text, lemma, relevance } of ranked) {
    const value = relevance ?? 0;
    const key = `${value.toPrecision(3)} ${lemma}`;
    const known = bars.get(key);
    if (known) known.count++;
    else if (bars.size < barsShown) bars.set(key, { text, relevance: value, count: 1 });
  }
  return [...bars.values()].sort((a, b) => b.relevance - a.relevance);
}

function leftOutOf(tokens: readonly ExplainedToken[]): Partial<Record<LeftOut, number>> {
  const counts: Partial<Record<LeftOut, number>> = {};
  for (const { leftOut } of tokens) if (leftOut) counts[leftOut] = (counts[leftOut] ?? 0) + 1;
  return counts;
}
