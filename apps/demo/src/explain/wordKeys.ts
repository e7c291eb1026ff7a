import { withEdit } from './edits.js';
import type { Item } from './items.js';
import { changeWords, edits } from './state.js';

/** Words that Page Up and Page Down stop at: the strongest. */
const strongestUntil = 20;

/** Drops a word to see what happens, or puts it back. */
export function dropOrPutBack(item: Item | undefined): void {
  if (item?.kind === 'dropped') changeWords(edits.value.filter(({ start }) => start !== item.edit.start));
  else if (item?.kind === 'word')
    changeWords(withEdit(edits.value, { start: item.start, end: item.end, replacement: '' }));
}

/** Where a key leads: to the next word, the first, or with Page Up and Page Down the next one with evidence. */
export function nextPlace(
  key: string,
  words: readonly number[],
  from: number | undefined,
  items: readonly Item[],
): number | undefined {
  const place = from === undefined ? -1 : words.indexOf(from);
  const isStrong = (n: number) => {
    const item = items[n];
    return item?.kind === 'word' && item.token.rank > 0 && item.token.rank <= strongestUntil;
  };
  if (key === 'ArrowRight' || key === 'ArrowDown') return words[Math.min(place + 1, words.length - 1)];
  if (key === 'ArrowLeft' || key === 'ArrowUp') return words[Math.max(place - 1, 0)];
  if (key === 'Home') return words[0];
  if (key === 'End') return words.at(-1);
  if (key === 'PageDown') return words.slice(place + 1).find(isStrong);
  if (key === 'PageUp') return words.slice(0, Math.max(place, 0)).findLast(isStrong);
  return undefined;
}
