import type { Explanation } from '../explanation.js';
import { highlightedText, signed } from './highlightedText.js';
import { asName } from './outsideText.js';
import { type Html, html, page } from './page.js';
import { firstOf, leftOutWords, type RankedToken, rankedTokens, summarize, timesOf } from './ranking.js';

const listed = 20;

/**
 * An explanation as one self-contained HTML file: a summary in words, the original text with its highlights and the left-out words struck
 * through, a legend, the strongest words as a table, what the model did not see and why. Everything from the text is escaped.
 */
export function renderHtml(explanation: Explanation): string {
  const { predicted, explained, warnings } = explanation;
  const title = `Why ${explained === predicted ? '' : 'not '}${asName(explained)}?`;
  const ranked = rankedTokens(explanation);
  return page(
    title,
    html`<h1>${title}</h1>
<p class="summary">${summarize(explanation)}</p>
${warnings.map((warning) => html`<p class="warning" role="note">Warning: ${warning}</p>`)}
<h2>The text</h2>
${highlightedText(explanation, ranked)}
${marks(explanation)}
${terms(explanation, ranked)}
<h2>The strongest words</h2>
${ranked.length > 0 ? wordTable(ranked, explanation) : html`<p>No word carries evidence.</p>`}
<h2>What the model did not see</h2>
${leftOut(explanation)}
<h2>Probabilities</h2>
${probabilities(explanation)}`,
  );
}

function marks({ explained, rival, relu }: Explanation): Html {
  const against = relu
    ? html`Evidence against it is cut off.`
    : html`<span class="against">Dotted</span> on orange: speaks for ${asName(rival)}.`;
  return html`<p class="faint"><span class="for">Underlined</span> on blue: speaks for ${asName(explained)}. ${against}
<span class="out">Struck through</span>: not seen by the model. <span class="unknown">Italic</span>: unknown to the model; all such words
share one vector.</p>`;
}

/** On what terms to read the values. */
function terms(explanation: Explanation, ranked: readonly RankedToken[]): Html {
  const { explained, rival, method, m, branch, score, length } = explanation;
  const margin = `the margin of ${asName(explained)} over ${asName(rival)}, ${score.toFixed(4)}`;
  const name =
    method === 'article'
      ? `the article's, from the weight gradients of the loss; ${margin}, is here for comparison`
      : `Grad-CAM of ${margin}`;
  const mean =
    m === null
      ? ''
      : ` The mean of all embedding entries of the text, m, is ${signed(m)}: the values carry it as a factor, with the sign turned round.`;
  const scale =
    ranked.length > 0
      ? ` Colours are scaled to the strongest word of this text (${signed(ranked[0].relevance)}); the values are not.`
      : '';
  return html`<p class="faint">Method: ${name}. Branch ${branch} alone; the other branches and the biases count too.
The model saw ${length} ${length === 1 ? 'token' : 'tokens'}, and no padding.${scale}${mean}</p>`;
}

function wordTable(ranked: readonly RankedToken[], { explained, rival }: Explanation): Html {
  const strongest = Math.abs(ranked[0].relevance);
  const row = ({ text, lemma, relevance, rank, inVocabulary }: RankedToken) => {
    const side = relevance > 0 ? 'for' : 'against';
    const width = `${((100 * Math.abs(relevance)) / strongest).toFixed(1)}%`;
    const unknown = inVocabulary ? html`` : html` class="unknown"`;
    return html`<tr><td class="number">${rank}</td><td dir="auto"${unknown}>${asName(text, 40)}</td>
<td class="spare" dir="auto">${asName(lemma, 40)}</td><td>${asName(relevance > 0 ? explained : rival)}</td>
<td class="number">${signed(relevance)}</td><td class="bars spare"><span class="bar ${side}" style="width:${width}"></span></td></tr>`;
  };
  const more =
    ranked.length > listed ? html`<p class="faint">The ${listed} strongest of ${ranked.length}.</p>` : html``;
  return html`<div class="wide"><table><thead><tr><th scope="col" class="number">Rank</th><th scope="col">Word</th>
<th scope="col" class="spare">Lemma</th><th scope="col">Speaks for</th><th scope="col" class="number">Relevance</th>
<th scope="col" class="spare">Strength</th></tr></thead>
<tbody>${ranked.slice(0, listed).map(row)}</tbody></table></div>${more}`;
}

function leftOut(explanation: Explanation): Html {
  const found = leftOutWords(explanation);
  if (found.length === 0) return html`<p>It saw every token.</p>`;
  const row = ({ reason, count, words }: (typeof found)[number]) =>
    html`<dt>${timesOf(reason, count)}</dt><dd dir="auto">${firstOf(words, 40)}</dd>`;
  return html`<dl class="rows">${found.map(row)}</dl>`;
}

function probabilities({ classes, probabilities: values }: Explanation): Html {
  const row = (name: string, n: number) =>
    html`<tr><th scope="row">${asName(name)}</th><td class="number">${values[n].toFixed(4)}</td></tr>`;
  return html`<div class="wide"><table class="narrow"><tbody>${classes.map(row)}</tbody></table></div>`;
}
