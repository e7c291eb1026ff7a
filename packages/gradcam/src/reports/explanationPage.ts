import type { ExplainedToken, Explanation } from '../explanation.js';
import { Html, html, page } from './page.js';
import { type RankedToken, rankedTokens, summarize } from './ranking.js';

const listed = 20;

/**
 * An explanation as one self-contained HTML file: a summary in words, the original text with its highlights, the left-out words struck
 * through with the reason, the strongest words as a table, and a legend. Everything from the text is escaped.
 */
export function renderHtml(explanation: Explanation): string {
  const ranked = rankedTokens(explanation);
  const strongest = Math.abs(ranked[0]?.relevance ?? 1);
  return page(
    `Why ${explanation.predicted}?`,
    html`<h1>Why ${explanation.predicted}?</h1>
<p class="summary">${summarize(explanation)}</p>
${explanation.warnings.map((warning) => html`<p class="warning" role="note">Warning: ${warning}</p>`)}
<h2>The text</h2>
<div class="text">${highlighted(explanation, strongest)}</div>
${legend(explanation, strongest)}
<h2>The strongest words</h2>
${ranked.length > 0 ? wordTable(ranked, strongest, explanation) : html`<p>No word carries evidence.</p>`}
<h2>Probabilities</h2>
${probabilities(explanation)}`,
  );
}

function highlighted(explanation: Explanation, strongest: number): Html[] {
  const parts: Html[] = [];
  const ranks = new Map(rankedTokens(explanation).map((token) => [token.start, token.rank]));
  let cursor = 0;
  for (const token of explanation.tokens) {
    parts.push(
      html`${explanation.text.slice(cursor, token.start)}`,
      marked(token, explanation, strongest, ranks.get(token.start)),
    );
    cursor = token.end;
  }
  return [...parts, html`${explanation.text.slice(cursor)}`];
}

function marked(token: ExplainedToken, { explained, rival }: Explanation, strongest: number, rank?: number): Html {
  const { text, leftOut, relevance, inVocabulary } = token;
  if (leftOut !== null) return html`<span class="out" title="${`not seen by the model: ${leftOut}`}">${text}</span>`;
  const unknown = inVocabulary ? '' : ', unknown word';
  if (relevance === null || rank === undefined) {
    return html`<span${inVocabulary ? '' : new Html(' class="unknown"')} title="${`no evidence${unknown}`}">${text}</span>`;
  }
  const side = relevance > 0 ? 'for' : 'against';
  const share = Math.abs(relevance) / strongest;
  const title = `pushes toward ${relevance > 0 ? explained : rival}, ${signed(relevance)}, rank ${rank}${unknown}`;
  const background = `rgba(var(--${side}), ${(0.6 * share).toFixed(3)})`;
  // Weak words keep a faint ground, but no underline: a page of underlines shows nothing.
  const classes = [share >= 0.15 ? side : '', inVocabulary ? '' : 'unknown'].filter(Boolean).join(' ');
  return html`<span class="${classes}" style="background: ${background}" title="${title}">${text}</span>`;
}

function signed(value: number): string {
  return `${value > 0 ? '+' : '−'}${Math.abs(value).toPrecision(3)}`;
}

function legend({ explained, rival, method, branch, relu, score, length }: Explanation, strongest: number): Html {
  const name = method === 'article' ? "the article's variant of Grad-CAM" : 'Grad-CAM';
  const sides = relu
    ? html`<span class="for">Underlined</span> on blue: speaks for ${explained}; evidence against it is cut off.`
    : html`<span class="for">Underlined</span> on blue: speaks for ${explained}. <span class="against">Dotted</span> on orange: speaks for ${rival}.`;
  return html`<p class="faint">${sides} <span class="out">Struck through</span>: not seen by the model.
<span class="unknown">Italic</span>: unknown to the model; all such words share one vector. Colours are scaled to the strongest word of this
text (${strongest.toPrecision(3)}); the values are not. Method: ${name}, branch ${branch}, on the margin of ${explained} over
${rival}, which is ${score.toFixed(4)}. The model saw ${length} tokens.</p>`;
}

function wordTable(ranked: readonly RankedToken[], strongest: number, { explained, rival }: Explanation): Html {
  const row = ({ text, lemma, relevance, rank }: RankedToken) => {
    const side = relevance > 0 ? 'for' : 'against';
    const width = `${(100 * Math.abs(relevance)) / strongest}%`;
    return html`<tr><td class="number">${rank}</td><td>${text}</td><td>${lemma}</td><td>${relevance > 0 ? explained : rival}</td>
<td class="number">${signed(relevance)}</td><td class="bars"><span class="bar ${side}" style="width: ${width}"></span></td></tr>`;
  };
  const more =
    ranked.length > listed ? html`<p class="faint">The ${listed} strongest of ${ranked.length}.</p>` : html``;
  return html`<div class="wide"><table><thead><tr><th scope="col" class="number">Rank</th><th scope="col">Word</th><th scope="col">Lemma</th>
<th scope="col">Speaks for</th><th scope="col" class="number">Relevance</th><th scope="col">Strength</th></tr></thead>
<tbody>${ranked.slice(0, listed).map(row)}</tbody></table></div>${more}`;
}

function probabilities({ classes, probabilities: values }: Explanation): Html {
  const row = (name: string, n: number) =>
    html`<tr><th scope="row">${name}</th><td class="number">${values[n].toFixed(4)}</td></tr>`;
  return html`<table><tbody>${classes.map(row)}</tbody></table>`;
}
