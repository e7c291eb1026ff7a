import { useRef, useState } from 'preact/hooks';
import type { Explained } from '../protocol/explainCalls.js';
import { type Item, itemsOf } from './items.js';
import { MarkedWord } from './MarkedWord.js';
import { type Answer, text, undoChange } from './state.js';
import { WordCard } from './WordCard.js';
import { dropOrPutBack, nextPlace } from './wordKeys.js';

interface MarkedTextProps {
  answer: Answer<Explained>;
  /** Names the text for those who cannot see where it stands. */
  label: string;
}

/** The original text, each word with what it does: a word is chosen by click or arrow keys, dropped, replaced, and put back. */
export function MarkedText({ answer, label }: MarkedTextProps) {
  const { of: explained, text: changed } = answer;
  const items = itemsOf(text.value, changed, explained.pieces, answer.edits);
  const { box, at, tabStop, goTo, listeners } = useChosenWord(items);
  const chosen = at === null ? undefined : items[at];
  const rest = changed.length - explained.shownUntil;
  return (
    <div class="marked">
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset groups fields */}
      <div class="text" dir="auto" role="group" aria-label={label} ref={box} {...listeners}>
        {items.map((item, n) =>
          item.kind === 'gap' ? (
            item.text
          ) : (
            <MarkedWord key={n} item={item} n={n} explained={explained} isTabStop={n === tabStop} isChosen={n === at} />
          ),
        )}
        {rest > 0 && <span class="faint small"> … {rest.toLocaleString('en')} more characters, not shown here.</span>}
        {explained.pieces.length === 0 && <span class="faint">Nothing to read yet.</span>}
      </div>
      {chosen && chosen.kind !== 'gap' && (
        <WordCard key={at} item={chosen} explained={explained} onDone={() => goTo(at ?? undefined)} />
      )}
    </div>
  );
}

/** Which word is chosen, and how that changes: one word is reached by Tab, the others by arrow keys. */
function useChosenWord(items: readonly Item[]) {
  const box = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState<number | null>(null);
  const words = items.flatMap((item, n) => (item.kind === 'gap' ? [] : [n]));
  const tabStop = at !== null && words.includes(at) ? at : words[0];
  const goTo = (n: number | undefined) => {
    if (n === undefined) return;
    setAt(n);
    box.current?.querySelector<HTMLElement>(`[data-n="${n}"]`)?.focus();
  };
  const choose = (event: Event) => {
    const word = (event.target as Element).closest<HTMLElement>('[data-n]');
    if (word) setAt(Number(word.dataset.n));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = nextPlace(event.key, words, tabStop, items);
    if (next !== undefined) goTo(next);
    else if ((event.ctrlKey || event.metaKey) && event.key === 'z') undoChange();
    else if (event.key === 'Delete' || event.key === 'Backspace') dropOrPutBack(items[tabStop]);
    else if (event.key === 'Enter' || event.key === ' ') box.current?.parentElement?.querySelector('input')?.focus();
    else return;
    event.preventDefault();
  };
  return { box, at, tabStop, goTo, listeners: { onClick: choose, onFocusIn: choose, onKeyDown } };
}
