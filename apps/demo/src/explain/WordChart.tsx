import { BarTableHead } from '../page/BarTableHead.js';
import { Note } from '../page/Note.js';
import type { WordBar } from '../protocol/explainCalls.js';
import { signed } from './signed.js';
import { explained } from './state.js';

/** The strongest words, for the class to the right and against it to the left. */
export function WordChart() {
  const of = explained.value?.of;
  if (!of) return null;
  const { bars, strongest, explained: name, rival } = of;
  return (
    <section class="card" aria-labelledby="words-title">
      <div class="heading">
        <h2 id="words-title">The strongest words</h2>
        <Note about="a word’s value here">
          The chosen method’s number for the word, as it is: nothing is normalized. Words of one form and value are one
          bar, with their count.
        </Note>
      </div>
      {bars.length === 0 ? (
        <p class="faint">No word carries evidence.</p>
      ) : (
        <table class="diverging">
          <caption>
            Left: {rival === null ? `against ${name}` : `for ${rival}`}. Right: for {name}.
          </caption>
          <BarTableHead />
          <tbody>
            {bars.map((bar) => (
              <Bar key={`${bar.text} ${bar.relevance}`} bar={bar} strongest={strongest} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Bar({ bar: { text, count, relevance }, strongest }: { bar: WordBar; strongest: number }) {
  const share = (50 * Math.abs(relevance)) / strongest;
  return (
    <tr>
      <th scope="row" dir="auto">
        {text.length > 24 ? `${text.slice(0, 24)}…` : text}
        {count > 1 && <span class="faint"> ×{count}</span>}
      </th>
      <td class="axis">
        <span
          class={relevance > 0 ? 'bar for' : 'bar against'}
          style={{ insetInlineStart: `${relevance > 0 ? 50 : 50 - share}%`, inlineSize: `${share}%` }}
        />
      </td>
      <td class="number">{signed(relevance)}</td>
    </tr>
  );
}
