import type { Explanation } from '../explanation.js';
import { levelsFrom } from './levels.js';
import { otherSide } from './methodNames.js';
import { asName } from './outsideText.js';
import { type Html, html } from './page.js';
import { leftOutWords, type RankedToken } from './ranking.js';
import { signed } from './signedValue.js';

/** What the marks of a view mean, in words. */
export interface LegendTexts {
  forIt: string;
  /** Empty when evidence against is cut off. */
  against: string;
  scale: string;
  /** The values at both ends of the scale. */
  ends: [lowest: string, highest: string];
}

export function legendTexts(explanation: Explanation, [strongest]: readonly RankedToken[]): LegendTexts {
  const { explained, relu } = explanation;
  const name = asName(explained);
  const value = Math.abs(strongest?.relevance ?? 0);
  return {
    forIt: `speaks for ${name}`,
    against: relu ? '' : `speaks against ${name}, for ${otherSide(explanation)}`,
    scale: strongest
      ? `The fullest colour is that of the strongest word of this text, ${asName(strongest.text, 40)} (${signed(strongest.relevance)}), ` +
        'so colours cannot be compared from text to text. The values are as the method gives them.'
      : 'No word carries evidence, so none has a colour.',
    ends: [relu ? '0' : signed(-value), signed(value)],
  };
}

/** A legend in words: what a colour means, for which class, on which scale, and what was not seen. */
export function legend(explanation: Explanation, ranked: readonly RankedToken[]): Html {
  const texts = legendTexts(explanation, ranked);
  const steps = levelsFrom.map((_, n) => n + 1);
  const swatch = (side: string) => (step: number) => html`<span class="${side}${step}">a</span>`;
  return html`<ul class="key">
<li><span class="for4">word</span> <span id="key-for">${texts.forIt}</span></li>
<li${texts.against === '' ? html` hidden` : html``}><span class="against4">word</span> <span id="key-against">${texts.against}</span></li>
<li><i>word</i> unknown to the model; all such words share one vector</li>
${struckKey(explanation)}</ul>
<p class="scale"><span id="key-low">${texts.ends[0]}</span> <span class="swatches" aria-hidden="true">${[
    ...[...steps].reverse().map(swatch('against')),
    html`<span>a</span>`,
    ...steps.map(swatch('for')),
  ]}</span> <span id="key-high">${texts.ends[1]}</span></p>
<p class="faint" id="key-scale">${texts.scale}</p>`;
}

function struckKey(explanation: Explanation): Html {
  const reasons = leftOutWords(explanation).map(({ reason, count }) => `${reason} (${count})`);
  return reasons.length > 0 ? html`<li><s>word</s> not seen by the model: ${reasons.join(', ')}</li>\n` : html``;
}
