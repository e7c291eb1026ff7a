import type { Explanation } from '../explanation.js';
import { otherSide } from './methodNames.js';
import { asName } from './outsideText.js';
import { type Html, html } from './page.js';
import { signed } from './signedValue.js';
import type { WordGroup } from './wordGroups.js';

/** As many as the article's figure shows. */
export const listedWords = 20;

/**
 * The strongest words as a table whose bars grow to both sides of a common zero: picture and numbers are one, so neither can be out of date
 * when another method is chosen.
 */
export function wordBars(explanation: Explanation, groups: readonly WordGroup[]): Html {
  const strongest = Math.abs(groups[0]?.relevance ?? 1);
  const rows = groups.slice(0, listedWords).map((group, n) => wordRow(explanation, group, n + 1, strongest));
  return html`<p id="no-words"${groups.length > 0 ? html` hidden` : html``}>No word carries evidence.</p>
<table class="words" id="words"${groups.length > 0 ? html`` : html` hidden`}>
<caption id="words-caption">${caption(explanation, groups.length)}</caption>
<thead><tr><th scope="col" class="number">Rank</th><th scope="col">Word</th><th scope="col" class="bars">Strength</th>
<th scope="col" class="number">Value</th><th scope="col" class="spare">Speaks for</th></tr></thead>
<tbody>${rows}</tbody></table>
<template id="word-row">${rowOf({ rank: '', word: '', times: '', value: '', side: 'for', share: 1, toward: '' })}</template>`;
}

/** What the table shows, and of how many groups of words. */
export function caption(explanation: Explanation, groups: number): string {
  const part = groups > listedWords ? `The ${listedWords} strongest of ${groups} different words and values. ` : '';
  const left = explanation.relu ? '' : `Bars to the left: for ${otherSide(explanation)}. `;
  return `${part}${left}Bars to the right: for ${asName(explanation.explained)}.`;
}

function wordRow(
  explanation: Explanation,
  { first, count, relevance }: WordGroup,
  rank: number,
  strongest: number,
): Html {
  const positive = relevance > 0;
  return rowOf({
    rank: String(rank),
    word: asName(first.text, 40),
    times: count > 1 ? ` ×${count}` : '',
    value: signed(relevance),
    side: positive ? 'for' : 'against',
    share: Math.abs(relevance) / strongest,
    toward: positive ? asName(explanation.explained) : otherSide(explanation),
  });
}

interface Row {
  rank: string;
  word: string;
  times: string;
  value: string;
  side: string;
  share: number;
  toward: string;
}

// Without a blank between its cells: the script finds them by their places.
function rowOf({ rank, word, times, value, side, share, toward }: Row): Html {
  return html`<tr><td class="number">${rank}</td><th scope="row"><bdi>${word}</bdi><span class="faint">${times}</span></th><td class="bars">\
<span class="bar ${side}" style="--share:${share.toFixed(3)}"></span></td><td class="number">${value}</td><td class="spare">${toward}</td></tr>
`;
}
