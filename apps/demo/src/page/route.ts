import { signal } from '@preact/signals';
import { type ViewName, viewNames } from './viewNames.js';

/** What the address says: `#/explain?method=receipt&text=…`. */
export interface Route {
  view: ViewName;
  params: URLSearchParams;
}

export const route = signal(parseHash(location.hash));

// The address that was gone to: a view may have put its own state there meanwhile.
addEventListener('hashchange', ({ newURL }) => {
  route.value = parseHash(new URL(newURL).hash);
});

export function parseHash(hash: string): Route {
  const [, name = '', query = ''] = /^#\/?([^?]*)\??(.*)$/s.exec(hash) ?? [];
  const view = viewNames.find((known) => known === name) ?? 'explain';
  return { view, params: new URLSearchParams(query) };
}

export function hashOf(view: ViewName, params: URLSearchParams): string {
  const query = params.toString();
  return query === '' ? `#/${view}` : `#/${view}?${query}`;
}

/** Puts a view's state into the address without a new entry in the history, and without drawing anything again. */
export function keepInAddress(view: ViewName, params: URLSearchParams): void {
  if (route.peek().view === view) history.replaceState(null, '', hashOf(view, params));
}
