import type { Explained } from '../protocol/explainCalls.js';
import { itemsOf, sayingOf } from './items.js';
import { looksOf } from './MarkedWord.js';

/** A text with the marks of its explanation, to be read alone. */
export function ReadText({ text, explained }: { text: string; explained: Explained }) {
  const rest = text.length - explained.shownUntil;
  return (
    <div class="marked">
      <p class="text reading-only" dir="auto">
        {itemsOf(text, text, explained.pieces, []).map((item, n) =>
          item.kind === 'gap' ? (
            item.text
          ) : (
            <span key={n} class={`word ${looksOf(item, explained)}`} title={sayingOf(item, explained)}>
              {item.text}
            </span>
          ),
        )}
        {rest > 0 && <span class="faint small"> … {rest.toLocaleString('en')} more characters, not shown here.</span>}
        {explained.pieces.length === 0 && <span class="faint">Nothing to read yet.</span>}
      </p>
    </div>
  );
}
