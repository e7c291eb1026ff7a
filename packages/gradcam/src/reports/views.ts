import type { Explanation } from '../explanation.js';
import { type LegendTexts, legendTexts } from './legend.js';
import { levelsFrom } from './levels.js';
import { nameOf, otherSide } from './methodNames.js';
import { asName, harmless } from './outsideText.js';
import { packed, rounded } from './packedValues.js';
import { rankedTokens, summarize } from './ranking.js';
import { terms } from './terms.js';
import { caption, listedWords } from './wordBars.js';
import { equalWords, type WordGroup } from './wordGroups.js';

/** How long a class's name may be where it is said of every word. */
const shortName = 30;

/** What the page's script needs to show the text by another method or for another class. */
export interface View {
  /** Places in the switches. */
  way: number;
  about: number;
  summary: string;
  terms: string;
  legend: LegendTexts;
  caption: string;
  /** What stands at every word: [for, against], cut, and whole for the table. */
  short: [string, string];
  whole: [string, string];
  /** The strongest words: place among the seen tokens, and how many are equal to it. */
  top: [place: number, count: number][];
  /** Packed, one for each seen token; or the number of the view that has the same. */
  values: string | number;
}

export interface Views {
  ways: string[];
  abouts: string[];
  levelsFrom: readonly number[];
  views: View[];
}

/** All views of a text, the first one first. */
export function viewsOf(explanations: readonly Explanation[]): Views {
  const ways = [...new Set(explanations.map(nameOf))];
  const abouts = [...new Set(explanations.map(aboutOf))];
  const values = explanations.map(({ tokens }) => packed(tokens.flatMap(({ relevance }) => relevance ?? [])));
  const views = explanations.map((explanation, n): View => {
    const sides = (most?: number): [string, string] => [
      asName(explanation.explained, most),
      otherSide(explanation, most),
    ];
    const first = values.indexOf(values[n]);
    const shown = roundedValues(explanation);
    const ranked = rankedTokens(shown);
    const groups = equalWords(ranked);
    return {
      way: ways.indexOf(nameOf(explanation)),
      about: abouts.indexOf(aboutOf(explanation)),
      summary: harmless(summarize(shown, ranked)),
      terms: harmless(terms(explanation, explanations)),
      legend: legendTexts(shown, ranked),
      caption: caption(shown, groups.length),
      short: sides(shortName),
      whole: sides(),
      top: topOf(shown, groups),
      values: first === n ? values[n] : first,
    };
  });
  return { ways, abouts, levelsFrom, views };
}

/** With values to three digits, as everything shows them: ranks are of what is shown. */
export function roundedValues(explanation: Explanation): Explanation {
  const tokens = explanation.tokens.map((token) =>
    token.relevance === null ? token : { ...token, relevance: rounded(token.relevance) },
  );
  return { ...explanation, tokens };
}

function aboutOf({ explained, rival }: Explanation): string {
  return rival === null ? `${asName(explained)} alone` : `${asName(explained)} rather than ${asName(rival)}`;
}

function topOf({ tokens }: Explanation, groups: readonly WordGroup[]): [number, number][] {
  const seen = tokens.filter(({ relevance }) => relevance !== null);
  return groups.slice(0, listedWords).map(({ first, count }) => [seen.indexOf(first), count]);
}
