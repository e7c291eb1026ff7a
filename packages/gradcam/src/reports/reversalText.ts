import type { Explanation } from '../explanation.js';
import type { Removal, Reversal } from '../investigation.js';
import { asName } from './outsideText.js';
import { type Html, html } from './page.js';
import { firstOf } from './ranking.js';
import { chance } from './signedValue.js';
import { wrapped } from './wrapped.js';

const gone: Record<Removal, string> = {
  delete: 'deleted',
  zero: 'their vectors set to zero',
  pad: 'the padding entry in their place',
};

const most = 30;

/** The smallest set of words that turns the prediction round when it is gone, as part of a page. */
export function reversalText(reversal: Reversal, explanation: Explanation): Html {
  const { removal, tokens } = reversal;
  if (tokens === null || explanation.length === 0) return html`<p>${noSuchSet(reversal, explanation)}</p>`;
  const words = tokens.slice(0, most).map((n) => html`<li><bdi>${asName(explanation.tokens[n].text, 40)}</bdi></li>`);
  const more = tokens.length > most ? html`<li>and ${tokens.length - most} more</li>` : html``;
  const these = tokens.length === 1 ? 'this one word' : `these ${tokens.length} of ${explanation.length} words`;
  return html`<p>Without ${these} (${gone[removal]}), the model says <strong>${verdict(reversal, explanation)}</strong>: it was asked.
${proof(reversal)}</p>
<ul class="gone">${words}${more}</ul>`;
}

/** The same in prose for a terminal, on lines of their own. */
export function renderReversal(
  explanation: Explanation,
  reversal: Reversal,
  { width }: { width?: number } = {},
): string {
  const { removal, tokens } = reversal;
  const text =
    tokens === null || explanation.length === 0
      ? noSuchSet(reversal, explanation)
      : `Without ${firstOf(
          tokens.map((n) => asName(explanation.tokens[n].text, 40)),
          most,
        )} (${tokens.length} of ${explanation.length} words, ${gone[removal]}) it says ${verdict(reversal, explanation)}. ${proof(reversal)}`;
  const lines = `What would change its mind: ${text}`;
  return `\n${width === undefined ? lines : wrapped(lines, width)}\n`;
}

function verdict({ predicted, probabilities }: Reversal, { classes }: Explanation): string {
  return `${asName(predicted)} with ${chance(probabilities[classes.indexOf(predicted)])}`;
}

function proof({ smallest }: Reversal): string {
  return smallest
    ? 'No smaller set turns it round.'
    : 'It is the smallest set that was found; a smaller one may exist.';
}

function noSuchSet(reversal: Reversal, explanation: Explanation): string {
  const { length } = explanation;
  if (length === 0) return 'No word is seen, so none can be taken away.';
  const none = reversal.smallest ? 'No set of words does' : 'No set of words was found that does';
  const all = length === 1 ? 'its one word' : `all ${length} words`;
  return `${none}: with ${all} gone (${gone[reversal.removal]}), the model still says ${verdict(reversal, explanation)}.`;
}
