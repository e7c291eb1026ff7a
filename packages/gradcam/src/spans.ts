import type { Token } from '@textcam/text';
import type { Span } from './explanation.js';

/** The whole text in pieces, in order: tokens, and the white space before, between and after them. Every character is in exactly one. */
export function spansOf(text: string, tokens: readonly Pick<Token, 'start' | 'end'>[]): Span[] {
  const spans: Span[] = [];
  let cursor = 0;
  const gapTo = (start: number) => {
    if (start > cursor) spans.push({ start: cursor, end: start, token: null });
  };
  tokens.forEach(({ start, end }, token) => {
    gapTo(start);
    spans.push({ start, end, token });
    cursor = end;
  });
  gapTo(text.length);
  return spans;
}
