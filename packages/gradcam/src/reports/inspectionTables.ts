import type {
  ClassWords,
  ConfusionCell,
  CoveragePart,
  FilterNgrams,
  Inspection,
  Ngram,
  Review,
  SuspiciousWord,
  WordEffect,
} from '../corpus/inspection.js';
import { percent, suspicions } from './inspectionWords.js';
import { asName } from './outsideText.js';
import { type Html, html, scrolling } from './page.js';
import { chance, signed } from './signedValue.js';

const shownNgrams = 6;

/** Counts, each a link that opens the names and beginnings of its most confident reviews, which stand below: they need the whole width. */
export function confusionTable({ confusion, classes }: Inspection): Html {
  const names = classes.map((name) => asName(name, 24));
  const cell = ({ count }: ConfusionCell, truth: number, said: number) =>
    html`<td class="number">${count === 0 ? '0' : html`<a href="#texts-${truth}-${said}">${count.toLocaleString('en')}</a>`}</td>`;
  const row = (cells: readonly ConfusionCell[], truth: number) =>
    html`<tr><th scope="row">${names[truth]}</th>${cells.map((one, said) => cell(one, truth, said))}</tr>`;
  const lists = confusion.flatMap((cells, truth) =>
    cells.map((one, said) =>
      reviewDetails(one, { id: `texts-${truth}-${said}`, truth: names[truth], said: names[said] }),
    ),
  );
  return html`${scrolling(
    'Confusion matrix',
    html`<table class="narrow"><caption>Rows: what the texts are. Columns: what the model says. A number opens its
texts below.</caption><thead><tr><td></td>${names.map((name) => html`<th scope="col" class="number">${name}</th>`)}</tr></thead>
<tbody>${confusion.map(row)}</tbody></table>`,
  )}
${lists}`;
}

// The id is on what is hidden: going there opens it.
function reviewDetails({ count, reviews }: ConfusionCell, of: { id: string; truth: string; said: string }): Html {
  if (count === 0) return html``;
  const which = reviews.length < count ? `, the ${reviews.length} most confident` : '';
  return html`<details><summary>${of.truth}, ${of.truth === of.said ? 'found to be so' : `taken for ${of.said}`}: ${count.toLocaleString('en')}${which}</summary>
<ul class="reviews" id="${of.id}">${reviews.map(reviewItem)}</ul></details>
`;
}

function reviewItem({ name, excerpt, probability }: Review): Html {
  return html`<li><strong>${asName(name)}</strong>, ${chance(probability)}: <span dir="auto">${excerpt}</span></li>
`;
}

/** The words that speak most for each class, by what an occurrence says and, to be opened, by what all of them say. */
export function wordTables({ words, minimumCount }: Inspection): Html {
  const one = (list: ClassWords, of: number) =>
    html`<div>${effectTable(list.byMean, {
      caption: `For ${asName(list.className)}, by what an occurrence says`,
      relevanceOf: ({ means }) => means[of],
    })}<details><summary>By what all occurrences say together</summary>${effectTable(list.byTotal, {
      caption: `For ${asName(list.className)}, by the sum over the data set`,
      relevanceOf: ({ totals }) => totals[of],
    })}</details></div>`;
  return html`<p class="faint">Words that the model saw ${minimumCount} ${minimumCount === 1 ? 'time' : 'times'} or more.</p>
<div class="charts">${words.map(one)}</div>`;
}

function effectTable(
  effects: readonly WordEffect[],
  { caption, relevanceOf }: { caption: string; relevanceOf: (effect: WordEffect) => number },
): Html {
  if (effects.length === 0) return html`<p>${caption}: none.</p>`;
  const strongest = relevanceOf(effects[0]);
  const row = (effect: WordEffect) => {
    const value = relevanceOf(effect);
    return html`<tr><th scope="row" dir="auto">${asName(effect.word, 30)}</th><td class="number">${effect.count}</td>
<td class="number">${signed(value)}</td><td class="bars spare"><span class="bar for" style="width:${((100 * value) / strongest).toFixed(1)}%"></span></td></tr>`;
  };
  return html`${scrolling(
    caption,
    html`<table><caption>${caption}</caption><thead><tr><th scope="col">Word</th><th scope="col" class="number">Seen</th>
<th scope="col" class="number">Relevance</th><th scope="col" class="spare">Strength</th></tr></thead><tbody>${effects.map(row)}</tbody></table>`,
  )}`;
}

/** A table for each suspicion that fits some word. */
export function suspiciousTables({ suspicious }: Inspection): Html {
  if (suspicious.length === 0) return html`<p>None found.</p>`;
  const row = ({ word, toward, count, means, why }: SuspiciousWord) =>
    html`<tr><th scope="row" dir="auto">${asName(word, 30)}</th><td>${asName(toward, 24)}</td><td class="number">${signed(Math.max(...means))}</td>
<td class="number">${count}</td><td>${asName(why, 300)}</td></tr>`;
  const table = ([suspicion, heading]: [string, string]) => {
    const words = suspicious.filter((word) => word.suspicion === suspicion);
    if (words.length === 0) return html``;
    return html`${scrolling(
      heading,
      html`<table><caption>${heading}</caption><thead><tr><th scope="col">Word</th><th scope="col">Speaks for</th>
<th scope="col" class="number">Relevance</th><th scope="col" class="number">Seen</th><th scope="col">Why</th></tr></thead>
<tbody>${words.map(row)}</tbody></table>`,
    )}
`;
  };
  return html`<p class="faint">Words of much weight that a reader would not go by: with them, a model can be right for the wrong reason.</p>${Object.entries(suspicions).map(table)}`;
}

/** How much of the texts the model sees, and what the rest is. */
export function coverageTable({ coverage }: Inspection): Html {
  const { tokens, unseenTexts, clippedTexts, parts } = coverage;
  const row = ({ part, count, share, words }: CoveragePart) => {
    const named = words.map(({ word, count: times }) => `${word === '\n' ? '<br />' : asName(word, 30)} ${times}`);
    return html`<tr><th scope="row">${part}</th><td class="number">${count.toLocaleString('en')}</td><td class="number">${percent(share)}</td>
<td dir="auto">${named.join(', ')}</td></tr>`;
  };
  return html`<p>Of ${clippedTexts.toLocaleString('en')} texts it does not see the end, of ${unseenTexts.toLocaleString('en')} nothing.</p>
${scrolling(
  'What the model sees',
  html`<table><caption>All ${tokens.toLocaleString('en')} tokens. Unknown words are seen, but all alike; stop words, markup and what is
clipped are not seen at all.</caption><thead><tr><th scope="col">Tokens</th><th scope="col" class="number">Count</th>
<th scope="col" class="number">Share</th><th scope="col">Most frequent</th></tr></thead><tbody>${parts.map(row)}</tbody></table>`,
)}`;
}

/** A table for each branch, to be opened. */
export function filterTables({ filters }: Inspection): Html {
  const branches = [...new Set(filters.map(({ branch }) => branch))];
  return html`<p class="faint">Filters have no activation function: low values speak against the class as much as high ones speak for it. In
brackets how often the words came.</p>${branches.map((branch) => branchTable(filters.filter((filter) => filter.branch === branch)))}`;
}

function branchTable(filters: readonly FilterNgrams[]): Html {
  const [{ branch, kernelSize }] = filters;
  const row = ({ filter, toward, weight, highest, lowest }: FilterNgrams) =>
    html`<tr><th scope="row" class="number">${filter}</th><td>${asName(toward, 24)}</td><td class="number">${weight.toPrecision(3)}</td>
<td dir="auto">${ngrams(highest)}</td><td dir="auto">${ngrams(lowest)}</td></tr>`;
  const caption = `Branch ${branch}: ${kernelSize === 1 ? 'single words' : `${kernelSize} words in a row`}, the filter of most weight first`;
  return html`<details><summary>Branch ${branch}, ${filters.length} ${filters.length === 1 ? 'filter' : 'filters'}</summary>
${scrolling(
  caption,
  html`<table><caption>${caption}</caption><thead><tr><th scope="col" class="number">Filter</th><th scope="col">High values speak for</th>
<th scope="col" class="number">Weight</th><th scope="col">Highest</th><th scope="col">Lowest</th></tr></thead><tbody>${filters.map(row)}</tbody></table>`,
)}
</details>`;
}

function ngrams(found: readonly Ngram[]): string {
  const one = ({ words, count, activation }: Ngram) =>
    `“${words.map((word) => asName(word, 30)).join(' ')}” ${signed(activation)} (${count})`;
  return found.slice(0, shownNgrams).map(one).join(', ') || 'none that came often enough';
}
