import type { Explanation } from '../explanation.js';
import type { Investigation } from '../investigation.js';
import { explanationScript } from './explanationScript.js';
import { explanationStyles } from './explanationStyles.js';
import { highlightedText } from './highlightedText.js';
import { legend } from './legend.js';
import { asName } from './outsideText.js';
import { type Html, html, page } from './page.js';
import { phrasesOf, phraseTables } from './phrases.js';
import { firstOf, leftOutWords, type RankedToken, rankedTokens, summarize, timesOf } from './ranking.js';
import { receiptBars } from './receiptBars.js';
import { removalCharts } from './removalCharts.js';
import { reversalText } from './reversalText.js';
import { chance } from './signedValue.js';
import { terms } from './terms.js';
import { viewSwitch } from './viewSwitch.js';
import { roundedValues, viewsOf } from './views.js';
import { wordBars } from './wordBars.js';
import { equalWords } from './wordGroups.js';

/** See `renderHtml`. */
export async function explanationPage(investigation: Investigation): Promise<string> {
  const { explanation, others, receipt, reversal } = investigation;
  const shown = roundedValues(explanation);
  const ranked = rankedTokens(shown);
  const title = `Why ${explanation.explained === explanation.predicted ? '' : 'not '}${asName(explanation.explained)}?`;
  return page(
    title,
    html`<h1>${title}</h1>
<p class="summary" id="summary">${summarize(shown, ranked)}</p>
${explanation.warnings.map((warning) => html`<p class="warning" role="note">Warning: ${warning}</p>`)}
${verdict(explanation)}
${textSection(shown, ranked, [explanation, ...others])}
<h2>The strongest words</h2>
${wordBars(shown, equalWords(ranked))}
<h2>How the score adds up</h2>
${receiptBars(receipt)}
<h2>What would change its mind</h2>
${reversalText(reversal, explanation)}
${phraseSection([explanation, ...others])}
${await trustSection(investigation)}
<h2>What the model did not see</h2>
${leftOut(explanation)}`,
    { styles: explanationStyles, script: explanationScript },
  );
}

function verdict({ classes, probabilities, predicted }: Explanation): Html {
  const row = (name: string, n: number) =>
    html`<tr><th scope="row">${asName(name)}${name === predicted ? html`<span class="spoken"> (predicted)</span>` : html``}</th>
<td class="chance"><span style="--share:${probabilities[n].toFixed(3)}"></span></td><td class="number">${chance(probabilities[n])}</td></tr>
`;
  return html`<table class="verdict"><caption class="spoken">Probabilities</caption><tbody>${classes.map(row)}</tbody></table>`;
}

function textSection(shown: Explanation, ranked: readonly RankedToken[], all: readonly Explanation[]): Html {
  return html`<h2>The text</h2>
${viewSwitch(viewsOf(all))}
${highlightedText(shown, ranked)}
<p class="told" id="told" hidden>Choose a word to read here what it does: with the arrow keys, Home and End; Page
Up and Page Down go to the next marked one.</p>
${legend(shown, ranked)}
<p class="faint" id="terms">${terms(all[0], all)}</p>
<details><summary>The text without marks</summary><p class="plain" dir="auto">${shown.text}</p></details>`;
}

function phraseSection(all: readonly Explanation[]): Html {
  const found = all.find(
    (one) => one.explained === all[0].explained && one.rival === all[0].rival && phrasesOf(one, 1).length > 0,
  );
  return found === undefined ? html`` : html`<h2>Word pairs and triples</h2>\n${phraseTables(found)}`;
}

async function trustSection({ curves, explanation }: Investigation): Promise<Html> {
  if (explanation.length === 0) return html``;
  // The chart library is the largest dependency: only who wants a chart loads it.
  const charts = await import('./charts.js');
  return html`<h2>How far to trust the order</h2>\n${removalCharts(charts, curves, explanation)}`;
}

function leftOut(explanation: Explanation): Html {
  const found = leftOutWords(explanation);
  if (found.length === 0) return html`<p>It saw every token.</p>`;
  const row = ({ reason, count, words }: (typeof found)[number]) =>
    html`<dt>${timesOf(reason, count)}</dt><dd dir="auto">${firstOf(words, 40)}</dd>`;
  return html`<dl class="rows">${found.map(row)}</dl>`;
}
