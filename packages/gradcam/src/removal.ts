import { type InputText, wordsIn } from './inputText.js';
import type { Removal } from './investigation.js';

/** Vocabulary entry 0, which is `<unk>` and the padding value too. */
const paddingId = 0;

/**
 * The text with the words at some places taken away, ready to be scored. 'delete': without them, so that it gets shorter and the others meet,
 * in new n-grams perhaps; 'zero': with vectors of zeros in their place; 'pad': with the padding entry there. Either way n-grams go with any
 * of their words. Padding after the text stays.
 */
export function without(text: InputText, places: Iterable<number>, removal: Removal): InputText {
  const kept = new Uint8Array(wordsIn(text)).fill(1);
  for (const place of places) kept[place] = 0;
  const ids = keptIds(text, kept, removal);
  return { ids, length: text.length + ids.length - text.ids.length };
}

/** The text with the words at these places alone. */
export function only(text: InputText, places: Iterable<number>, removal: Removal): InputText {
  const kept = new Uint8Array(wordsIn(text));
  for (const place of places) kept[place] = 1;
  const ids = keptIds(text, kept, removal);
  return { ids, length: text.length + ids.length - text.ids.length };
}

/** The ids that are left of a text; `kept` is 1 for each word that stays, and 0 for those that go. */
export function keptIds({ ids, units }: InputText, kept: Uint8Array, removal: Removal): Int32Array {
  if (removal === 'delete') {
    const left = ids.filter((_, n) => (n < kept.length ? kept[n] === 1 : !units));
    return units ? units.inputOf(left).ids : left;
  }
  const gone = removal === 'zero' ? -1 : paddingId;
  const filled = Int32Array.from(ids);
  for (let n = 0; n < kept.length; n++) if (kept[n] === 0) filled[n] = gone;
  if (units) {
    const { firsts, lasts } = units;
    for (let n = kept.length; n < ids.length; n++) if (!allKept(kept, firsts[n], lasts[n])) filled[n] = -1;
  }
  return filled;
}

function allKept(kept: Uint8Array, first: number, last: number): boolean {
  for (let n = first; n <= last; n++) if (kept[n] !== 1) return false;
  return true;
}
