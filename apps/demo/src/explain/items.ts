import type { Explained, Piece, ShownToken } from '../protocol/explainCalls.js';
import { type Edit, placed } from './edits.js';
import { signed } from './signed.js';

/** What the marked text is made of, in order. */
export type Item =
  | { kind: 'gap'; text: string }
  | { kind: 'word'; text: string; start: number; end: number; token: ShownToken; insteadOf: string | null }
  | { kind: 'dropped'; text: string; edit: Edit };

/** The pieces of a changed text, with what was dropped where it stood. `typed` is the text before its changes. */
export function itemsOf(typed: string, changed: string, pieces: readonly Piece[], edits: readonly Edit[]): Item[] {
  const items: Item[] = [];
  const waiting = placed(edits);
  const inserted = waiting.filter(({ replacement }) => replacement !== '');
  const dropped = waiting.filter(({ replacement }) => replacement === '');
  const dropUntil = (place: number) => {
    while (dropped.length > 0 && dropped[0].at <= place) {
      const [{ at: _, ...edit }] = dropped.splice(0, 1);
      items.push({ kind: 'dropped', text: typed.slice(edit.start, edit.end), edit });
    }
  };
  // What was dropped between two words stands in the middle of the white space there.
  const gap = (start: number, end: number) => {
    let cursor = start;
    while (dropped.length > 0 && dropped[0].at < end) {
      const [{ at }] = dropped;
      items.push({ kind: 'gap', text: changed.slice(cursor, at) });
      dropUntil(at);
      cursor = at;
    }
    items.push({ kind: 'gap', text: changed.slice(cursor, end) });
  };
  for (const { start, end, token } of pieces) {
    dropUntil(start);
    if (token === null) gap(start, end);
    else {
      const text = changed.slice(start, end);
      const put = inserted.find(({ at, replacement }) => at < end && at + replacement.length > start);
      items.push({ kind: 'word', text, start, end, token, insteadOf: put ? typed.slice(put.start, put.end) : null });
    }
  }
  dropUntil(changed.length);
  return items;
}

/** Where each shade begins, as a share of the strongest word's value; from the second on a word has a line and a sign as well. */
const levelsFrom = [0.03, 0.15, 0.35, 0.55, 0.8] as const;

/** The shade of a word: 0 for none, up to 5 for the strongest, and below 0 for words against the class. */
export function levelOf({ relevance }: ShownToken, strongest: number): number {
  const share = strongest > 0 ? Math.abs(relevance) / strongest : 0;
  return Math.sign(relevance) * levelsFrom.filter((from) => share >= from).length;
}

/** What a word does, in words. */
export function sayingOf(item: Item, { explained, rival, ranked }: Explained): string {
  if (item.kind === 'gap') return '';
  if (item.kind === 'dropped') return 'dropped';
  const { leftOut, count, relevance, rank, inVocabulary } = item.token;
  if (leftOut) return count === 1 ? `not seen: ${leftOut}` : `not seen: ${leftOut}, ${count} words`;
  const unknown = inVocabulary ? '' : ', unknown word';
  if (relevance === 0) return `no evidence${unknown}`;
  const direction =
    relevance > 0 ? `toward ${explained}` : rival === null ? `away from ${explained}` : `toward ${rival}`;
  return `pushes ${direction}, ${signed(relevance)}, rank ${rank} of ${ranked}${unknown}`;
}
