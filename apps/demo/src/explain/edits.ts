/** A word of the text replaced by another, or dropped: `start` and `end` count in the text as it was typed. */
export interface Edit {
  start: number;
  end: number;
  /** Empty for a word that is dropped. */
  replacement: string;
}

/** An edit with where its replacement begins in the changed text. */
export interface PlacedEdit extends Edit {
  at: number;
}

/** The text with all its edits made. They do not overlap, and are in the order of the text. */
export function applied(text: string, edits: readonly Edit[]): string {
  let changed = '';
  let cursor = 0;
  for (const { start, end, replacement } of edits) {
    changed += text.slice(cursor, start) + replacement;
    cursor = end;
  }
  return changed + text.slice(cursor);
}

export function placed(edits: readonly Edit[]): PlacedEdit[] {
  let shift = 0;
  return edits.map((edit) => {
    const at = edit.start + shift;
    shift += edit.replacement.length - (edit.end - edit.start);
    return { ...edit, at };
  });
}

/** One more edit, of a piece of the changed text. What it leaves of earlier replacements stays. */
export function withEdit(edits: readonly Edit[], { start, end, replacement }: Edit): Edit[] {
  const there = placed(edits).filter((edit) => edit.replacement !== '' && edit.at < end && endOf(edit) > start);
  const [first, last] = [there[0], there.at(-1)];
  const before = first && first.at < start ? first.replacement.slice(0, start - first.at) : '';
  const after = last && endOf(last) > end ? last.replacement.slice(end - last.at) : '';
  const edit = {
    start: first && first.at <= start ? first.start : original(edits, start, (other) => endOf(other) <= start),
    end: last && endOf(last) >= end ? last.end : original(edits, end, (other) => other.at < end),
    replacement: before + replacement + after,
  };
  const apart = edits.filter((other) => other.end <= edit.start || other.start >= edit.end);
  return [...apart, edit].sort((a, b) => a.start - b.start);
}

function endOf({ at, replacement }: PlacedEdit): number {
  return at + replacement.length;
}

/** Where a place in the changed text, outside of what was put in, lies in the text as typed. */
function original(edits: readonly Edit[], place: number, isBefore: (edit: PlacedEdit) => boolean): number {
  return placed(edits)
    .filter(isBefore)
    .reduce((sum, { start, end, replacement }) => sum + end - start - replacement.length, place);
}

/** Edits in an address: "3-7,12-15=fine". */
export function editsAsText(edits: readonly Edit[]): string {
  return edits
    .map(({ start, end, replacement }) => `${start}-${end}${replacement && `=${escaped(replacement)}`}`)
    .join(',');
}

/** The edits that an address holds, as far as they fit the text. */
export function editsFromText(code: string, { length }: string): Edit[] {
  const found: Edit[] = [];
  for (const [, from, to, word = ''] of code.matchAll(/(\d+)-(\d+)(?:=([^,]*))?/g)) {
    const [start, end] = [Number(from), Number(to)];
    const previous = found.at(-1)?.end ?? 0;
    if (start >= previous && start < end && end <= length) found.push({ start, end, replacement: decoded(word) });
  }
  return found;
}

/** Without commas, which stand between edits. */
function escaped(word: string): string {
  return word.replaceAll('%', '%25').replaceAll(',', '%2C');
}

function decoded(word: string): string {
  return word.replaceAll('%2C', ',').replaceAll('%25', '%');
}
