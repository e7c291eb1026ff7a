import { useRef, useState } from 'preact/hooks';
import type { Explained } from '../protocol/explainCalls.js';
import { withEdit } from './edits.js';
import { type Item, itemsOf } from './items.js';
import { MarkedWord } from './MarkedWord.js';
import { type Answer, changeWords, edits, text, undoChange } from './state.js';
import { WordCard } from './WordCard.js';

interface MarkedTextProps {
  answer: Answer<Explained>;
  /** Names the text for those who cannot see where it stands. */
  label: string;
}

/** The original text, each word with what it does: a word is chosen by click or arrow keys, dropped, replaced, and put back. */
export function MarkedText({ answer, label }: MarkedTextProps) {
  const { of: explained, text: changed } = answer;
  const items = itemsOf(text.value, changed, explained.pieces, answer.edits);
  const box = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState<number | null>(null);
  const words = items.flatMap((item, n) => (item.kind === 'gap' ? [] : [n]));
  const tabStop = at !== null && words.includes(at) ? at : words[0];

  const goTo = (n: number | undefined) => {
    if (n === undefined) return;
    setAt(n);
    box.current?.querySelector<HTMLElement>(`[data-n="${n}"]`)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey ? event.key === 'z' : event.key === 'u') undoChange();
    else if (event.key === 'Delete' || event.key === 'Backspace') dropOrPutBack(items[tabStop]);
    else if (event.key === 'Enter' || event.key === ' ') box.current?.parentElement?.querySelector('input')?.focus();
    else {
      const next = nextPlace(event.key, words, tabStop, items);
      if (next === undefined) return;
      goTo(next);
    }
    event.preventDefault();
  };
  const chosen = (event: Event) => {
    const word = (event.target as Element).closest<HTMLElement>('[data-n]');
    if (word) setAt(Number(word.dataset.n));
  };
  const rest = changed.length - explained.shownUntil;
  return (
    <div class="marked">
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset groups fields */}
      <div
        class="text"
        dir="auto"
        role="group"
        aria-label={label}
        ref={box}
        onClick={chosen}
        onFocusIn={chosen}
        onKeyDown={onKeyDown}
      >
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
      {at !== null && items[at] && items[at].kind !== 'gap' && (
        <WordCard key={at} item={items[at]} explained={explained} onDone={() => goTo(at)} />
      )}
    </div>
  );
}

function dropOrPutBack(item: Item | undefined): void {
  if (item?.kind === 'dropped') changeWords(edits.value.filter(({ start }) => start !== item.edit.start));
  else if (item?.kind === 'word')
    changeWords(withEdit(edits.value, { start: item.start, end: item.end, replacement: '' }));
}

/** Where a key leads: to the next word, the first, or with Page Up and Page Down the next one with evidence. */
function nextPlace(
  key: string,
  words: readonly number[],
  from: number | undefined,
  items: readonly Item[],
): number | undefined {
  const place = from === undefined ? -1 : words.indexOf(from);
  const isStrong = (n: number) => {
    const item = items[n];
    return item?.kind === 'word' && item.token.rank > 0 && item.token.rank <= 20;
  };
  if (key === 'ArrowRight' || key === 'ArrowDown') return words[Math.min(place + 1, words.length - 1)];
  if (key === 'ArrowLeft' || key === 'ArrowUp') return words[Math.max(place - 1, 0)];
  if (key === 'Home') return words[0];
  if (key === 'End') return words.at(-1);
  if (key === 'PageDown') return words.slice(place + 1).find(isStrong);
  if (key === 'PageUp') return words.slice(0, Math.max(place, 0)).findLast(isStrong);
  return undefined;
}
