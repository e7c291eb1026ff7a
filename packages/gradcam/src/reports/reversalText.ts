import type { Explanation } from '../explanation.js';
import type { Removal, Reversal } from '../investigation.js';
import { asName } from './outsideText.js';
import { type Html, html } from './page.js';
import { percent } from './signedValue.js';

const gone: Record<Removal, string> = {
  delete: 'deleted',
  zero: 'their vectors set to zero',
  pad: 'the padding entry in their place',
};

const most = 30;

/** The smallest set of words that turns the prediction round when it is gone, in words. */
export function reversalText(
  { removal, tokens, smallest, predicted, probabilities }: Reversal,
  explanation: Explanation,
): Html {
  const { classes, length } = explanation;
  const says = `${asName(predicted)} with ${percent(probabilities[classes.indexOf(predicted)])}`;
  if (length === 0) return html`<p>No word is seen, so none can be taken away.</p>`;
  if (tokens === null) {
    return html`<p>No set of words does: with all ${length} gone (${gone[removal]}), the model still says ${says}.</p>`;
  }
  const words = tokens.slice(0, most).map((n) => html`<li><bdi>${asName(explanation.tokens[n].text, 40)}</bdi></li>`);
  const more = tokens.length > most ? html`<li>and ${tokens.length - most} more</li>` : html``;
  const proof = smallest
    ? 'No smaller set turns it round.'
    : 'It is the smallest set that was found; a smaller one may exist.';
  return html`<p>Without ${tokens.length === 1 ? 'this one word' : `these ${tokens.length} of ${length} words`} (${gone[removal]}), the model
says <strong>${says}</strong>; it was asked. ${proof}</p>
<ul class="gone">${words}${more}</ul>`;
}
