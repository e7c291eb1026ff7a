import { signal } from '@preact/signals';

/** A sentence for the visitor: something that happened, or that could not be done. */
export interface Notice {
  id: number;
  kind: 'said' | 'failed';
  text: string;
}

export const notices = signal<readonly Notice[]>([]);
const shownAtMost = 4;
let last = 0;

export function say(text: string): void {
  add('said', text);
}

export function sayFailed(error: unknown): void {
  // What the page itself gave up is no news.
  if (error instanceof DOMException && error.name === 'AbortError') return;
  add('failed', error instanceof Error ? error.message : String(error));
}

export function dismiss(id: number): void {
  notices.value = notices.value.filter((notice) => notice.id !== id);
}

function add(kind: Notice['kind'], text: string): void {
  const others = notices.value.filter((notice) => notice.text !== text);
  notices.value = [...others, { id: ++last, kind, text }].slice(-shownAtMost);
}
