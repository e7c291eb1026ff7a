import { type Html, html, jsonBlock } from './page.js';
import type { Views } from './views.js';

/** Choices of method and class, for the page's script, which shows them; nothing when there is nothing to choose. */
export function viewSwitch({ ways, abouts, levelsFrom, views }: Views): Html {
  if (views.length < 2) return jsonBlock('views', { levelsFrom, views });
  const [{ way, about }] = views;
  return html`<div class="switches" id="switches" hidden>
${ways.length > 1 ? choice('Method', 'way', ways, way) : html``}
${abouts.length > 1 ? choice('Why', 'about', abouts, about) : html``}
</div>
<p id="changed" class="spoken" role="status"></p>
${jsonBlock('views', { levelsFrom, views })}`;
}

function choice(legend: string, name: string, options: readonly string[], chosen: number): Html {
  const option = (text: string, n: number) =>
    html`<label><input type="radio" name="${name}" value="${n}"${
      n === chosen ? html` checked` : html``
    }><span>${text}</span></label>\n`;
  return html`<fieldset><legend>${legend}</legend>${options.map(option)}</fieldset>`;
}
