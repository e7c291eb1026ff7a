import type { InputText } from './inputText.js';
import type { Removal } from './investigation.js';

/** Vocabulary entry 0, which is `<unk>` and the padding value too. */
export const paddingId = 0;

/**
 * The text with the words at some places taken away. 'delete': without them, so that it gets shorter and the others meet; 'zero': with
 * vectors of zeros in their place; 'pad': with the padding entry there. Padding after the text stays.
 */
export function without(text: InputText, places: Iterable<number>, removal: Removal): InputText {
  const { ids, length } = text;
  const gone = new Set(places);
  if (removal === 'delete') {
    const kept = ids.filter((_, n) => !gone.has(n));
    return { ids: kept, length: length - gone.size };
  }
  const filled = Int32Array.from(ids);
  for (const place of gone) filled[place] = removal === 'zero' ? -1 : paddingId;
  return { ids: filled, length };
}

/** The text with the words at these places, ascending, alone. */
export function only(text: InputText, places: readonly number[], removal: Removal): InputText {
  const kept = new Set(places);
  const others = Array.from({ length: text.length }, (_, n) => n).filter((n) => !kept.has(n));
  return without(text, others, removal);
}
